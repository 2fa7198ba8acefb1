package org.joulelake.edge.source;

/**
 * A signal that a source offers.
 *
 * @param name such as {@code current}, {@code voltage}, {@code gpi[0]}
 * @param unit SI unit of a sample, such as {@code A}; empty where there is none
 * @param sampleRateHz samples per second
 */
public record Signal(String name, String unit, double sampleRateHz) {}
