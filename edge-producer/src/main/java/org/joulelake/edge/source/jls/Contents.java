package org.joulelake.edge.source.jls;

import java.util.Map;

/**
 * What a file holds, found by going through it once.
 *
 * @param sources by their number
 * @param signals by their number
 * @param tracks by the number of their signal
 * @param closed whether the file ends with its end mark
 */
record Contents(
        Map<Integer, SourceDefinition> sources,
        Map<Integer, SignalDefinition> signals,
        Map<Integer, Track> tracks,
        boolean closed) {

    Track track(SignalDefinition signal) {
        return tracks.getOrDefault(signal.id(), new Track());
    }
}
