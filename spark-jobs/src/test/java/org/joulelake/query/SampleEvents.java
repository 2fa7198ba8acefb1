package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events of a recording as somebody finds them who looks at each single sample, one after the other. */
final class SampleEvents {

    /**
     * One event.
     *
     * @param begin index of its first sample
     * @param end index of the sample after its last
     */
    record Event(int begin, int end, boolean beginSeen, boolean endSeen) {}

    private SampleEvents() {}

    /** Events from one instant until another, in nanoseconds since the Unix epoch. */
    static List<Event> of(Recording recording, long from, long to, float threshold, float release, double minSeconds) {
        int[] indices = recording.indices(from, to);
        Set<Integer> known = IntStream.of(indices).boxed().collect(Collectors.toSet());
        List<Event> events = new ArrayList<>();
        boolean active = false;
        boolean sure = false;
        int begin = 0;
        boolean beginSeen = false;
        int last = indices.length == 0 ? -1 : indices[indices.length - 1];
        for (int i = indices.length == 0 ? 0 : indices[0]; i <= last; i++) {
            float sample = known.contains(i) ? recording.samples()[i] : Float.NaN;
            if (Float.isNaN(sample)) {
                sure = false;
            } else if (sample >= threshold) {
                if (!active) {
                    begin = i;
                    beginSeen = sure;
                }
                active = true;
                sure = true;
            } else if (sample < release) {
                if (active) {
                    events.add(new Event(begin, i, beginSeen, sure));
                }
                active = false;
                sure = true;
            }
        }
        if (active) {
            events.add(new Event(begin, last + 1, beginSeen, false));
        }
        double rate = recording.stream().sampleRateHz();
        return events.stream()
                .filter(event -> (event.end - event.begin) / rate >= minSeconds)
                .toList();
    }
}
