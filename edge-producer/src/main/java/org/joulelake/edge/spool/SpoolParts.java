package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What a spool consists of when it is opened: what an earlier life has left, and what was lost of it is counted.
 *
 * @param segments the segments that are there
 * @param acknowledgements how far their entries are acknowledged
 * @param appender appends behind them
 * @param fold has seen all entries
 * @param reader reads behind what is acknowledged
 * @param tally counts losses
 */
record SpoolParts(
        Segments segments,
        Acknowledgements acknowledgements,
        SegmentAppender appender,
        FoldFile fold,
        SpoolReader reader,
        SpoolTally tally) {

    /** Reads a directory that is locked. */
    static SpoolParts recover(SpoolSettings settings, SpoolLimits limits, Disk disk, SpoolFold spoolFold)
            throws IOException {
        Path directory = settings.directory();
        SpoolTally tally = new SpoolTally(directory, settings.whenFull());
        FoldFile fold = new FoldFile(disk, directory, spoolFold);
        long saved = new AcknowledgedFile(disk, directory).read().orElse(0);
        SegmentRecovery.Recovered recovered = SegmentRecovery.recover(
                disk, directory, fold.wasRead() ? Math.max(fold.savedPosition(), saved) : Long.MAX_VALUE);
        Segments segments = recovered.segments();
        long beforeHeld = segments.first().map(Segment::firstPosition).orElse(fold.position() + 1) - 1;
        Acknowledgements acknowledgements = new Acknowledgements(Math.max(saved, beforeHeld));
        long last = Math.max(segments.lastPosition(), acknowledgements.position());
        countLostEnd(tally, acknowledgements, last, fold.position(), recovered.damagedLast());
        segments.dropped().forEach(gone -> acknowledgements.lose(gone.firstPosition(), gone.lastPosition()));
        SegmentAppender appender = new SegmentAppender(
                disk, directory, segments, limits, settings.fsync(), Math.max(last, fold.position()) + 1);
        scan(segments, fold.position() + 1, Long.MAX_VALUE, fold::append);
        SpoolReader reader = new SpoolReader(segments, acknowledgements.position() + 1);
        return new SpoolParts(segments, acknowledgements, appender, fold, reader, tally);
    }

    /** Hands out the entries between two positions that are there. */
    static void scan(Segments segments, long fromPosition, long toPosition, Consumer<SpoolEntry> action)
            throws IOException {
        try (SpoolReader all = new SpoolReader(segments, fromPosition)) {
            Optional<SpoolEntry> entry = all.next();
            while (entry.isPresent() && entry.get().position() <= toPosition) {
                action.accept(entry.get());
                entry = all.next();
            }
        }
    }

    /**
     * Counts what an earlier life accepted last and has lost. What follows from the entries knows of them, or what is
     * left of the last one shows that it was whole; its position is given to the next message then.
     */
    private static void countLostEnd(
            SpoolTally tally, Acknowledgements acknowledgements, long last, long folded, OptionalLong damagedLast) {
        if (folded > last) {
            tally.lostEnd(last + 1, folded);
            acknowledgements.lose(last + 1, folded);
        } else if (damagedLast.isPresent() && damagedLast.getAsLong() > acknowledgements.position()) {
            tally.lostEnd(damagedLast.getAsLong(), damagedLast.getAsLong());
        }
    }
}
