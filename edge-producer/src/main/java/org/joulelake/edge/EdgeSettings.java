package org.joulelake.edge;

import java.nio.file.Path;
import java.util.List;

import org.joulelake.edge.spool.FsyncPolicy;

/**
 * What an edge run reads, where it spools, and where it sends.
 *
 * @param sources the sources
 * @param pace how fast sources are read that are not instruments
 * @param spool folder of the spool
 * @param fsync when spooled messages are forced to the disk
 * @param spoolMaxBytes size of the spool at which reading waits
 * @param kafka where the blocks go
 */
public record EdgeSettings(
        List<SourceRequest> sources, Pace pace, Path spool, FsyncPolicy fsync, long spoolMaxBytes, KafkaTarget kafka) {

    /** Size of the spool unless another is named: half an hour of one device with two signals at 2 MSPS. */
    public static final long DEFAULT_SPOOL_MAX_BYTES = 10L << 30;

    /** Takes a copy of the list. */
    public EdgeSettings {
        sources = List.copyOf(sources);
    }
}
