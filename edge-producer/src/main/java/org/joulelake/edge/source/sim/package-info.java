/**
 * The simulated device: a sensor node on a battery, seen through an instrument like a JS110.
 *
 * <p>The <b>load</b> sleeps at some microamperes and wakes about every 100 ms, at jittered times, to go through its
 * phases: start, sense, compute, radio. A {@link org.joulelake.edge.source.sim.DutyCycle} names the phases, their
 * lengths and currents; there is one per algorithm. Within a phase the current moves in steps of about 100 µs. The
 * <b>battery</b> has an internal resistance, so the voltage droops under load. The <b>instrument</b> picks the most
 * sensitive of seven current ranges, adds noise and quantises: a sample is {@code float32((code + offset) × gain)} with
 * a code of 14 bits, so that a block holds some hundred to some thousand distinct values.
 *
 * <p>The device's name decides its {@link org.joulelake.edge.source.sim.Part} (tolerances of a few percent). The seed
 * decides the run: when events happen, and the noise. Two algorithms with the same seed wake at the same times. All
 * randomness is {@linkplain org.joulelake.edge.source.sim.RandomStream a hash of a counter} and all arithmetic IEEE 754
 * without transcendental functions, so the same specification gives the same samples, bit for bit, on every machine and
 * whatever the size of the runs in which they are read.
 */
package org.joulelake.edge.source.sim;
