/** The ingest stream: Kafka records in, verified rows of {@code power.blocks} and {@code power.quarantine} out. */
package org.joulelake.ingest;
