/** From a verified block to a row of {@code power.blocks} in a Parquet file. */
package org.joulelake.ingest.block;
