package org.joulelake.faults;

/**
 * The topic of a run; the edge makes it.
 *
 * @param name of the topic
 * @param partitions how many; more than devices, so that each has one to itself, most likely
 */
record BlockTopic(String name, int partitions) {}
