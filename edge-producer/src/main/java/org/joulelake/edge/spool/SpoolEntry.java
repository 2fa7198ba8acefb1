package org.joulelake.edge.spool;

/**
 * A message in the spool. The array belongs to the receiver.
 *
 * @param position place in the order of the spool; grows by at least 1 from entry to entry
 * @param key key of the Kafka record: the device
 * @param message value of the Kafka record: the block
 */
public record SpoolEntry(long position, String key, byte[] message) {}
