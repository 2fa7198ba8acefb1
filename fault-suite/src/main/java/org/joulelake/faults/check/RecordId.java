package org.joulelake.faults.check;

/**
 * Where a record of a topic is.
 *
 * @param partition of the topic
 * @param offset in the partition
 */
public record RecordId(int partition, long offset) {}
