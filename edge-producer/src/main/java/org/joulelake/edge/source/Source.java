package org.joulelake.edge.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One device's samples, in order. A source is read by one thread; its signals advance together, none runs ahead of
 * another by more than about a block.
 */
public interface Source extends Closeable {

    /** Name of the device, such as {@code JS220-002557}. */
    String device();

    /** The signals that this source hands out, after any selection. */
    List<Signal> signals();

    /**
     * The next run of samples of any signal, or empty when the source has come to its end. A jump of {@code
     * firstSample} against the end of the signal's last run means that the samples in between do not exist. An instrument
     * that has nothing for a while hands out {@link SampleRun#NOTHING_YET}.
     *
     * @throws IOException if the source cannot be read further
     */
    Optional<SampleRun> next() throws IOException;

    /**
     * A run that follows from those handed out before, without reading on: what would be lost if nobody asked for the
     * next one. Empty if there is none.
     */
    default Optional<SampleRun> heldBack() {
        return Optional.empty();
    }

    /**
     * Whether each of these samples, which were handed out, is {@link org.joulelake.block.Product} of those of current
     * and voltage with its index, so that whoever has them need not be sent it.
     */
    default boolean isDerived(Signal signal, long firstSample, long endSample) {
        return false;
    }

    /** Time of a sample in nanoseconds since the Unix epoch; never decreases with the index. */
    long nanosAt(Signal signal, long sample);

    /**
     * What is played: the same text whenever the same samples, with the same indices and times, are handed out again
     * from the start; empty for an instrument, whose samples nobody can read twice.
     */
    default Optional<String> recording() {
        return Optional.empty();
    }

    /** Whether samples come when they are measured, not when they are asked for. */
    default boolean isLive() {
        return false;
    }

    /** Samples that the source has dropped so far, as it was not read fast enough; any thread may ask. */
    default long droppedSamples() {
        return 0;
    }

    /** Samples that the source knows to be lost so far, in words for its user; empty if there are none. */
    default List<String> losses() {
        return List.of();
    }
}
