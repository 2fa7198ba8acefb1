package org.joulelake.faults.check;

/**
 * A record of a topic of blocks.
 *
 * @param partition of the topic
 * @param offset in its partition
 * @param appendMillis when its partition's leader appended it, in milliseconds since the Unix epoch
 * @param key name of the device; null where there is none
 * @param value message of a block; null where there is none
 */
public record TopicRecord(int partition, long offset, long appendMillis, String key, byte[] value) {}
