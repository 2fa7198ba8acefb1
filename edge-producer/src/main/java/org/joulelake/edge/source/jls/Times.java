package org.joulelake.edge.source.jls;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The time map of each signal: its own entries; else those of another signal of the source, which shares the
 * instrument's counter; else, in a recording without any, one that lets the recording end when the file was last
 * modified.
 */
final class Times {

    private static final Logger LOG = LoggerFactory.getLogger(Times.class);

    private final JlsFile file;
    private final Contents contents;
    private final Losses losses;

    Times(JlsFile file, Contents contents, Losses losses) {
        this.file = file;
        this.contents = contents;
        this.losses = losses;
    }

    /** Time maps by the number of the signal. */
    Map<Integer, TimeMap> of(List<SignalDefinition> signals) throws IOException {
        Map<Integer, TimeMap> own = own(signals);
        Optional<TimeMap> spare = own.isEmpty() ? Optional.of(fromModificationTime(signals)) : Optional.empty();
        Map<Integer, TimeMap> all = new HashMap<>();
        for (SignalDefinition signal : signals) {
            TimeMap map = own.getOrDefault(signal.id(), spare.orElseGet(() -> borrowed(own, signal)));
            all.put(signal.id(), map);
        }
        return all;
    }

    private Map<Integer, TimeMap> own(List<SignalDefinition> signals) {
        Map<Integer, TimeMap> own = new TreeMap<>();
        for (SignalDefinition signal : signals) {
            Track track = contents.track(signal);
            if (!track.times().isEmpty()) {
                TimeMap map = new TimeMap(track.times(), signal.sampleRateHz());
                own.put(signal.id(), map);
                if (map.passedOver() > 0) {
                    losses.add(map.passedOver() + " time entries of " + signal.name()
                            + " go back in time and are passed over; no samples are lost");
                }
            }
        }
        return own;
    }

    private static TimeMap borrowed(Map<Integer, TimeMap> own, SignalDefinition signal) {
        return own.values().stream()
                .filter(map -> map.sampleRateHz() == signal.sampleRateHz())
                .findFirst()
                .orElseGet(() -> own.values().stream()
                        .max(Comparator.comparingLong(TimeMap::sampleRateHz))
                        .orElseThrow());
    }

    private TimeMap fromModificationTime(List<SignalDefinition> signals) throws IOException {
        Instant modified = Files.getLastModifiedTime(file.path()).toInstant();
        LOG.warn("{} has no times: taken to end when the file was last modified, at {}", file.path(), modified);
        SignalDefinition longest = signals.get(0);
        double longestSeconds = Double.NEGATIVE_INFINITY;
        for (SignalDefinition signal : signals) {
            double seconds = (double) end(signal) / signal.sampleRateHz();
            if (seconds > longestSeconds) {
                longest = signal;
                longestSeconds = seconds;
            }
        }
        return new TimeMap(new TreeMap<>(Map.of(end(longest), ticks(modified))), longest.sampleRateHz());
    }

    private static long ticks(Instant time) {
        long seconds = time.getEpochSecond() - JlsFormat.EPOCH_UNIX_SECONDS;
        return (seconds << JlsFormat.TIME_BITS) + ((long) time.getNano() << JlsFormat.TIME_BITS) / 1_000_000_000L;
    }

    /** Id behind the last sample that can be found; 0 if there is none. */
    private long end(SignalDefinition signal) throws IOException {
        Track track = contents.track(signal);
        SampleChunks chunks =
                new SampleChunks(file, signal.id(), signal.sampleType().orElseThrow());
        long[] offsets = track.chunkOffsets();
        for (int k = offsets.length - 1; k >= 0; k--) {
            Optional<Piece> piece = chunks.load(offsets[k]);
            if (piece.isPresent()) {
                return Math.max(piece.get().end(), track.summarisedEnd().orElse(Long.MIN_VALUE));
            }
        }
        return track.summarisedEnd().orElse(0);
    }
}
