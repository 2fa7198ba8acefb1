package org.joulelake.edge.session;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.joulelake.block.BlockHeader;

/**
 * A session that has begun and not ended.
 *
 * @param id its UUID
 * @param device name of the device
 * @param algorithm name of the algorithm; empty where none was given
 * @param recording what is played, see {@link org.joulelake.edge.source.Source#recording}; empty for an instrument
 * @param positions how far the spool has accepted its streams, by the names of their signals
 */
public record OpenSession(
        UUID id, String device, String algorithm, Optional<String> recording, Map<String, StreamPosition> positions) {

    /** Takes a copy of the map. */
    public OpenSession {
        positions = Map.copyOf(positions);
    }

    /** Index behind the last sample that was accepted of any signal; 0 if there is none. */
    public long endSample() {
        return positions.values().stream()
                .mapToLong(StreamPosition::nextSample)
                .max()
                .orElse(0);
    }

    OpenSession after(BlockHeader block) {
        Map<String, StreamPosition> further = new TreeMap<>(positions);
        String signal = block.stream().signal();
        further.put(signal, positions.getOrDefault(signal, StreamPosition.START).after(block));
        return new OpenSession(id, device, algorithm, recording, further);
    }
}
