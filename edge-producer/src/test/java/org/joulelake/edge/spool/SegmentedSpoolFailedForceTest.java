package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.edge.spool.SpoolFiles.drain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A disk that takes what is written and fails to force it. */
@Timeout(60)
class SegmentedSpoolFailedForceTest {

    private static final int MESSAGE_BYTES = 1_000;
    private static final int SEGMENT_BYTES = 5_200;
    private static final int FOUR_SEGMENTS = 20;

    @TempDir
    private Path directory;

    private final RefusingDisk disk = new RefusingDisk();

    @Test
    void eachSegmentThatCannotBeForcedIsCountedAndNothingIsSavedAsIfItWere() throws Exception {
        try (SegmentedSpool spool = open()) {
            append(spool, FOUR_SEGMENTS);
            byte[] saved = Files.readAllBytes(directory.resolve(FoldFile.NAME));
            disk.refuseForces(true);
            assertThatThrownBy(spool::save).isInstanceOf(IOException.class).hasMessage("Input/output error");
            assertThat(spool.counts().failedWrites())
                    .as("three have ended, one is written to")
                    .isEqualTo(4);
            assertThat(directory.resolve(FoldFile.NAME)).hasBinaryContent(saved);
            disk.refuseForces(false);
            spool.save();
            assertThat(Files.readAllBytes(directory.resolve(FoldFile.NAME))).isNotEqualTo(saved);
        }
    }

    @Test
    void whatIsAppendedThenGoesToANewSegmentAndAllIsDelivered() throws Exception {
        try (SegmentedSpool spool = open()) {
            append(spool, 2);
            disk.refuseForces(true);
            assertThatThrownBy(spool::save).isInstanceOf(IOException.class);
            disk.refuseForces(false);
            append(spool, 2);
            assertThat(SpoolFiles.segments(directory)).hasSize(2);
            assertThat(drain(spool)).hasSize(4);
        }
        try (SegmentedSpool spool = open()) {
            assertThat(drain(spool)).extracting(SpoolEntry::position).containsExactly(1L, 2L, 3L, 4L);
            assertThat(spool.counts().lostMessages()).isZero();
        }
    }

    private static void append(Spool spool, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            spool.append("device", new byte[MESSAGE_BYTES]);
        }
    }

    private SegmentedSpool open() {
        return SegmentedSpool.open(
                SpoolSettings.of(directory, new FsyncPolicy(Duration.ofHours(1)), SegmentedSpool.MIN_BYTES),
                new SpoolLimits(SegmentedSpool.MIN_BYTES, SEGMENT_BYTES),
                disk,
                new CountingFold());
    }
}
