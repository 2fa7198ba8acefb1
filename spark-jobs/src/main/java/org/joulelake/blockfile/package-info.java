/** Data files of {@code power.blocks}, read block by block where Iceberg's own readers would read all of a row group. */
package org.joulelake.blockfile;
