/** Blocks on disk between their source and Kafka, so that a crash or an outage loses none. */
package org.joulelake.edge.spool;
