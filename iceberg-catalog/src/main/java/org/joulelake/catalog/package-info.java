/** The lake's tables and view, and how to reach them. */
package org.joulelake.catalog;
