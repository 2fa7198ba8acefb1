/** The edge: sources of samples, cut into blocks, through a durable spool to Kafka. */
package org.joulelake.edge;
