package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.edge.spool.SpoolFiles.append;
import static org.joulelake.edge.spool.SpoolFiles.drainText;
import static org.joulelake.edge.spool.SpoolFiles.openWithSegments;
import static org.joulelake.edge.spool.SpoolFiles.segments;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Three segments of two records, of which only what is saved tells whether they were forced to the disk. */
class SegmentedSpoolUnsureEndTest {

    private static final int RECORD_BYTES = RecordFormat.KEY_OFFSET + "device".length() + "first ".length();
    private static final int SEGMENT_BYTES = 2 * RECORD_BYTES;
    private static final FsyncPolicy BY_REQUEST = new FsyncPolicy(Duration.ofHours(1));
    private static final String[] MESSAGES = {"first ", "second", "third ", "fourth", "fifth ", "sixth "};

    @TempDir
    private Path directory;

    private Path left;

    @BeforeEach
    void name() {
        left = directory.resolve("left");
    }

    /** What a process leaves that is killed after its appends. */
    private void killed(FsyncPolicy fsync) throws Exception {
        Path spool = directory.resolve("spool");
        try (SegmentedSpool open = openWithSegments(spool, SEGMENT_BYTES, fsync)) {
            append(open, MESSAGES);
            SpoolFiles.copy(spool, left);
        }
        assertThat(segments(left)).hasSize(3);
    }

    private SegmentedSpool open() {
        return openWithSegments(left, SEGMENT_BYTES, BY_REQUEST);
    }

    @Test
    void nothingIsKeptBehindASegmentThatIsTorn() throws Exception {
        killed(BY_REQUEST);
        Path torn = segments(left).get(1);
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), RECORD_BYTES + 7));
        try (SegmentedSpool spool = open()) {
            assertThat(segments(left)).hasSize(2);
            assertThat(spool.append("device", "again ".getBytes())).hasValue(4);
            assertThat(drainText(spool)).containsExactly("first ", "second", "third ", "again ");
            assertThat(spool.counts().lostMessages()).isZero();
        }
    }

    @Test
    void aRecoveryThatDiedBehindTheLastSegmentIsRepeated() throws Exception {
        killed(BY_REQUEST);
        Path torn = segments(left).get(0);
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), 7));
        Files.delete(segments(left).get(2));
        try (SegmentedSpool spool = open()) {
            assertThat(spool.append("device", "again ".getBytes())).hasValue(1);
            assertThat(drainText(spool)).containsExactly("again ");
        }
    }

    @Test
    void withoutWhatWasSavedSegmentsAreBelieved() throws Exception {
        killed(BY_REQUEST);
        Files.delete(left.resolve(FoldFile.NAME));
        flipLastByteOfSecondSegment();
        assertOnlyOneIsDamaged();
    }

    @Test
    void whereEachMessageIsForcedSegmentsThatHaveEndedAreSure() throws Exception {
        killed(FsyncPolicy.ALWAYS);
        flipLastByteOfSecondSegment();
        assertOnlyOneIsDamaged();
    }

    private void assertOnlyOneIsDamaged() throws Exception {
        try (SegmentedSpool spool = open()) {
            assertThat(drainText(spool)).containsExactly("first ", "second", "third ", "fifth ", "sixth ");
            assertThat(spool.counts().damagedRecords()).isEqualTo(1);
        }
    }

    private void flipLastByteOfSecondSegment() throws IOException {
        Path file = segments(left).get(1);
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= (byte) 0xFF;
        Files.write(file, content);
    }
}
