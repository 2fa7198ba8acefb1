/** The lake as a catalog of a Spark session that others have made. */
package org.joulelake.spark.catalog;
