package org.joulelake.edge;

import java.nio.file.Path;
import java.util.List;

import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SpoolSettings;

/**
 * What an edge run reads, where it spools, and where it sends.
 *
 * @param sources the sources
 * @param pace how fast sources are read that are not instruments
 * @param spool how the spool is kept
 * @param newSessions whether recordings that were cut off begin again in a new session, instead of going on
 * @param derivePower whether power that is current × voltage is sent without its samples, and made where there is none
 * @param kafka where the blocks go
 * @param instruments how instruments are read
 */
public record EdgeSettings(
        List<SourceRequest> sources,
        Pace pace,
        SpoolSettings spool,
        boolean newSessions,
        boolean derivePower,
        KafkaTarget kafka,
        InstrumentSettings instruments) {

    /** Size of the spool unless another is named: half an hour of one device with two signals at 2 MSPS. */
    public static final long DEFAULT_SPOOL_MAX_BYTES = 10L << 30;

    /** Takes a copy of the list. */
    public EdgeSettings {
        sources = List.copyOf(sources);
    }

    /** A run with the usual settings: a spool that waits when it is full, recordings that go on, derived power. */
    public EdgeSettings(
            List<SourceRequest> sources,
            Pace pace,
            Path spool,
            FsyncPolicy fsync,
            long spoolMaxBytes,
            KafkaTarget kafka) {
        this(
                sources,
                pace,
                SpoolSettings.of(spool, fsync, spoolMaxBytes),
                false,
                true,
                kafka,
                InstrumentSettings.USUAL);
    }
}
