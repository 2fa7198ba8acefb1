package org.joulelake.edge.source.joulescope;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

/**
 * What the signals of one counter of the instrument share in a session: the id that indices count from, and the clock. The
 * samples of a JS110 and its statistics have counters of their own; all other signals of a device share one.
 */
final class Timeline {

    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long originId;
    private final DeviceClock clock;
    private final Tally tally;
    private final ArrivalDrift drift = new ArrivalDrift();
    private final Map<String, IdTrack> tracks = new LinkedHashMap<>();

    private Timeline(long originId, DeviceClock clock, Tally tally) {
        this.originId = originId;
        this.clock = clock;
        this.tally = tally;
    }

    /**
     * Begins with the first samples of its signals, in any order.
     *
     * @param earlierEnds where signals ended in an earlier session, in nanoseconds: none begins before that here
     * @param host the host's clock, for an instrument that does not tell the time
     */
    static Timeline begin(List<Samples> first, Map<String, Long> earlierEnds, HostClock host, Tally tally) {
        Samples earliest = first.get(0);
        for (Samples samples : first) {
            earliest = samples.firstId() < earliest.firstId() ? samples : earliest;
        }
        long originId = earliest.firstId();
        double rateHz = earliest.idRateHz();
        Optional<TimeMap> map = first.stream()
                .map(Samples::timeMap)
                .filter(any -> any.isUsable(rateHz))
                .findFirst();
        long nanos = map.isPresent() ? map.get().nanosAt(originId) : hostNanos(earliest, host);
        long delayNanos = delay(first, originId, nanos, earlierEnds);
        if (delayNanos > 0) {
            tally.count(
                    Cause.CLOCK_JUMP,
                    1,
                    "the time went back by %.3f s between sessions; times go on behind the last one"
                            .formatted(delayNanos / NANOS_PER_SECOND));
        }
        DeviceClock clock = map.isPresent()
                ? DeviceClock.following(map.get(), rateHz, originId, delayNanos)
                : DeviceClock.ofHost(rateHz, originId, nanos, delayNanos);
        return new Timeline(originId, clock, tally);
    }

    private static long hostNanos(Samples first, HostClock host) {
        return host.unixNanosAt(first.arrivalNanos())
                - TimeMap.idsToNanos(first.endId() - first.firstId(), first.idRateHz());
    }

    /** By how much this session must be later, so that no signal begins before it has ended. */
    private static long delay(List<Samples> first, long originId, long originNanos, Map<String, Long> earlierEnds) {
        Map<String, Samples> begins = new HashMap<>();
        first.forEach(samples ->
                begins.merge(samples.signal(), samples, (one, two) -> one.firstId() < two.firstId() ? one : two));
        long delay = 0;
        for (Samples begin : begins.values()) {
            Long end = earlierEnds.get(begin.signal());
            if (end != null) {
                long nanos = originNanos + TimeMap.idsToNanos(begin.firstId() - originId, begin.idRateHz());
                delay = Math.max(delay, end - nanos);
            }
        }
        return delay;
    }

    /**
     * What is new in these samples.
     *
     * @throws Break if they do not go on from those before
     */
    Optional<SampleRun> take(Samples samples) throws Break {
        IdTrack track = tracks.get(samples.signal());
        if (track == null) {
            track = new IdTrack(samples, originId, tally);
            tracks.put(samples.signal(), track);
        }
        long horizon = horizon();
        Optional<SampleRun> run = track.take(samples);
        drift.arrived(track.nextId(), samples.idRateHz(), samples.arrivalNanos());
        if (samples.timeMap().isUsable(samples.idRateHz())) {
            followTime(track, samples, horizon);
        }
        return run;
    }

    private void followTime(IdTrack track, Samples samples, long horizon) throws Break {
        TimeMap map = samples.timeMap();
        long sent = track.sentId(horizon);
        TimeMap shifted = new TimeMap(map.offsetTicks(), map.offsetId() + horizon - sent, map.rateHz());
        long ahead = clock.ahead(shifted, horizon);
        if (Math.abs(ahead) < DeviceClock.STEP_NANOS) {
            clock.follow(shifted, horizon);
            return;
        }
        if (clock.isOfHost()) {
            throw new Break(
                    "the instrument tells the time by now, %.3f s from the host's".formatted(ahead / NANOS_PER_SECOND));
        }
        if (ahead > 0 && drift.nanos() >= ahead / 2) {
            long lost = Math.round(ahead / NANOS_PER_SECOND * samples.rateHz());
            tally.count(
                    Cause.SILENT_LOSS,
                    lost,
                    "%s alone; times of the last minute may be up to %.1f ms early"
                            .formatted(samples.signal(), ahead / NANOS_PER_MILLISECOND));
            throw new Break("about %d samples of %s were lost without a word".formatted(lost, samples.signal()));
        }
        tally.count(
                Cause.CLOCK_JUMP,
                1,
                "the driver's time jumped by %.6f s at %s".formatted(ahead / NANOS_PER_SECOND, samples.signal()));
        if (clock.takenOffNanos() + ahead >= DeviceClock.STEP_NANOS) {
            throw new Break("the clock was set forward by %.6f s".formatted(ahead / NANOS_PER_SECOND));
        }
        clock.takeOff(ahead);
    }

    /** Id behind all samples that were handed out: times before it stay as they are. */
    private long horizon() {
        return tracks.values().stream().mapToLong(IdTrack::nextId).max().orElse(originId);
    }

    /** The signals that have come. */
    Collection<Signal> signals() {
        return tracks.values().stream().map(IdTrack::signal).toList();
    }

    /** Time of a sample in nanoseconds since the Unix epoch; empty if the signal has none here. */
    OptionalLong nanosAt(Signal signal, long index) {
        IdTrack track = tracks.get(signal.name());
        return track == null ? OptionalLong.empty() : OptionalLong.of(clock.nanosAt(track.idOf(index)));
    }

    /** Where each signal has ended, in nanoseconds since the Unix epoch. */
    Map<String, Long> ends() {
        Map<String, Long> ends = new HashMap<>();
        tracks.forEach((name, track) -> ends.put(name, clock.nanosAt(track.nextId())));
        return ends;
    }
}
