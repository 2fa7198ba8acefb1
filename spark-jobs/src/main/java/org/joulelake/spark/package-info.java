/** Spark sessions that know the lake. */
package org.joulelake.spark;
