package org.joulelake.edge.source.sim;

/**
 * What the load does for a while after it woke up.
 *
 * @param name such as {@code compute}
 * @param micros nominal length in µs
 * @param amperes nominal mean current in A
 * @param spread how far the current of a step strays from the nominal one, as a fraction of it
 */
public record Phase(String name, int micros, double amperes, double spread) {}
