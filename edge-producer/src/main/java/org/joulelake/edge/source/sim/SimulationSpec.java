package org.joulelake.edge.source.sim;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What to simulate.
 *
 * @param device name of the device, such as {@code SIM-0001}
 * @param algorithm what the device runs
 * @param rateHz samples per second of every signal, 1 to {@value #MAX_RATE_HZ}
 * @param sampleCount index after the last sample; {@link #FOREVER} for a device that never stops
 * @param seed decides when events happen, and the noise
 * @param start time of sample 0, from 1970 up to the year 2200
 * @param repeatable whether the start was given: then the same simulation can be played again, like a recording
 * @param gaps samples that are never handed out; they may overlap
 * @param missing samples that are handed out as NaN; they may overlap
 */
public record SimulationSpec(
        String device,
        DutyCycle algorithm,
        int rateHz,
        long sampleCount,
        long seed,
        Instant start,
        boolean repeatable,
        List<SampleRange> gaps,
        List<SampleRange> missing) {

    /** The highest rate of the instruments that this device stands for. */
    public static final int MAX_RATE_HZ = 2_000_000;

    /** The rate unless another is given. */
    public static final int DEFAULT_RATE_HZ = 1_000_000;

    /** The length in seconds unless another is given. */
    public static final int DEFAULT_SECONDS = 10;

    /** Sample count of a device that never stops. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Checks the rate and the count, copies the lists. */
    public SimulationSpec {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(start, "start");
        if (rateHz < 1 || rateHz > MAX_RATE_HZ) {
            throw new IllegalArgumentException("rateHz is " + rateHz + "; it must be 1 to " + MAX_RATE_HZ);
        }
        if (sampleCount < 1) {
            throw new IllegalArgumentException("sampleCount is " + sampleCount + "; it must be above 0");
        }
        gaps = List.copyOf(gaps);
        missing = List.copyOf(missing);
    }

    /**
     * Reads {@code NAME[,key=value]…}, what follows {@code sim:} on a command line. The keys are
     *
     * <ul>
     *   <li>{@code algorithm}: one of {@link DutyCycles#names()}; {@code baseline}
     *   <li>{@code rate}: samples per second, also as {@code 500k} or {@code 2M}; 1M
     *   <li>{@code seconds}: length, with a fraction if need be, or {@code forever}; 10
     *   <li>{@code seed}: a whole number; one that follows from the name
     *   <li>{@code start}: time of the first sample as in {@code 2026-01-31T12:00:00Z}; now. A simulation with a given
     *       start is played like a recording, one without like an instrument
     *   <li>{@code gap}: {@code FROM-TO}, samples FROM up to but not including TO do not exist; may be repeated
     *   <li>{@code nan}: likewise, these samples are missing (NaN)
     * </ul>
     *
     * @throws org.joulelake.cli.CommandException if the text is anything else
     */
    public static SimulationSpec parse(String text) {
        return parse(text, Clock.systemUTC());
    }

    /** The same with a clock that tells what now is. */
    static SimulationSpec parse(String text, Clock clock) {
        return new SimulationSpecParser(text).parse(clock);
    }

    SampleClock clock() {
        long startNanos = Math.addExact(
                Math.multiplyExact(start.getEpochSecond(), SampleClock.NANOS_PER_SECOND), start.getNano());
        return new SampleClock(startNanos, rateHz);
    }
}
