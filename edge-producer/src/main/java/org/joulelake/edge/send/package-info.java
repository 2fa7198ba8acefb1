/** From the spool to Kafka: nothing is lost, given up or reordered on the way. */
package org.joulelake.edge.send;
