package org.joulelake.edge.source.joulescope;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

/**
 * From the ids of one signal to indices of its session: counts what is missing, leaves out what came before, and says when
 * the ids cannot be those of one uninterrupted capture.
 */
final class IdTrack {

    /** Up to here a double holds each id, which times are computed with. */
    static final long GREATEST_ID = 1L << 52;

    /** Where an id kept in 32 bits begins anew: at 2 MHz, after 2,147.48 s. */
    private static final long WRAP = 1L << 32;

    /** How much further ids may be than time has passed since the last message: an instrument may have held some back. */
    private static final long SLACK_NANOS = Duration.ofSeconds(10).toNanos();

    private final Signal signal;
    private final long originId;
    private final long idsPerSample;
    private final long idRateHz;
    private final long phase;
    private final Tally tally;
    private long continuedIds;
    private long nextId;
    private boolean begun;
    private long lastFirstId = -1;
    private int lastCount;
    private long lastArrivalNanos;

    /** A signal that begins with these samples. */
    IdTrack(Samples first, long originId, Tally tally) {
        signal = new Signal(first.signal(), first.unit(), first.rateHz());
        this.originId = originId;
        idsPerSample = first.idsPerSample();
        idRateHz = first.idRateHz();
        phase = Math.floorMod(first.firstId() - originId, idsPerSample);
        nextId = Math.max(first.firstId(), originId + phase);
        lastArrivalNanos = first.arrivalNanos();
        this.tally = tally;
    }

    Signal signal() {
        return signal;
    }

    /** Id behind the last sample that was taken. */
    long nextId() {
        return nextId;
    }

    /** Id of a sample of the session. */
    long idOf(long index) {
        return originId + phase + index * idsPerSample;
    }

    /** The id in this signal's messages that a time map speaks of, for an id as it is counted here. */
    long sentId(long id) {
        return id - continuedIds;
    }

    /**
     * What is new in these samples, with their indices; empty if nothing is.
     *
     * @throws Break if they do not go on from those before
     */
    Optional<SampleRun> take(Samples samples) throws Break {
        if (samples.idsPerSample() != idsPerSample || samples.idRateHz() != idRateHz) {
            throw new Break("%s changed from %s to %s samples a second"
                    .formatted(signal.name(), signal.sampleRateHz(), samples.rateHz()));
        }
        int known = knownSamples(samples);
        lastFirstId = samples.firstId();
        lastCount = samples.count();
        lastArrivalNanos = samples.arrivalNanos();
        if (known >= samples.count()) {
            return Optional.empty();
        }
        long firstId = samples.firstId() + continuedIds + known * idsPerSample;
        float[] all = samples.packed().unpack();
        float[] values = known == 0 ? all : Arrays.copyOfRange(all, known, all.length);
        nextId = firstId + values.length * idsPerSample;
        begun = true;
        return Optional.of(new SampleRun(signal, (firstId - originId - phase) / idsPerSample, values));
    }

    /** How many of these samples came before; a gap before them is counted. */
    private int knownSamples(Samples samples) throws Break {
        long jump = samples.firstId() + continuedIds - nextId;
        if (jump == 0) {
            return 0;
        }
        if (isNear(jump + WRAP) || isNear(jump - WRAP)) {
            long wrap = jump < 0 ? WRAP : -WRAP;
            continuedIds += wrap;
            tally.count(
                    Cause.COUNTER_WRAP,
                    1,
                    "%s: ids go on from %d at %d".formatted(signal.name(), nextId, samples.firstId()));
            jump += wrap;
        }
        if (jump % idsPerSample != 0) {
            throw new Break("ids of %s jumped by %d, which is no number of samples".formatted(signal.name(), jump));
        }
        return jump < 0 ? repeated(samples, -jump) : skipped(samples, jump);
    }

    private boolean isNear(long ids) {
        return Math.abs(ids) <= idRateHz;
    }

    private int repeated(Samples samples, long ids) throws Break {
        boolean same = samples.firstId() == lastFirstId && samples.count() == lastCount;
        if (!same && samples.firstId() <= lastFirstId) {
            throw new Break("ids of %s went back from %d to %d".formatted(signal.name(), nextId, samples.firstId()));
        }
        int known = (int) Math.min(samples.count(), ids / idsPerSample);
        tally.count(begun ? Cause.REPEATED : Cause.BEFORE_START, known, signal.name());
        return known;
    }

    private int skipped(Samples samples, long ids) throws Break {
        long passed = Math.max(0, samples.arrivalNanos() - lastArrivalNanos) + SLACK_NANOS;
        if (TimeMap.idsToNanos(ids, idRateHz) > passed) {
            throw new Break("ids of %s jumped from %d to %d, further than time has passed"
                    .formatted(signal.name(), nextId, samples.firstId()));
        }
        long unseen = Math.max(0, ids / idsPerSample - samples.droppedBefore());
        if (unseen > 0) {
            tally.count(Cause.SKIPPED, unseen, "%s, from id %d on".formatted(signal.name(), nextId));
        }
        return 0;
    }
}
