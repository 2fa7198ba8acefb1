package org.joulelake.edge.source.sim;

/**
 * A stretch of constant load.
 *
 * @param endSample index after its last sample; it begins where the one before ends, and may be empty
 * @param amperes current of the load in A, without noise
 * @param awake whether an event is going on
 */
record Level(long endSample, double amperes, boolean awake) {}
