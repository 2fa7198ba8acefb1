package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.edge.spool.SpoolFiles.drain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a spool does when it has no room, or when its disk takes nothing. */
@Timeout(60)
class SegmentedSpoolFullTest {

    private static final int MESSAGE_BYTES = 1_000;
    private static final int SEGMENT_BYTES = 5_200;
    private static final int MAX_BYTES = 4 * SEGMENT_BYTES;

    @TempDir
    private Path directory;

    private final RefusingDisk disk = new RefusingDisk();
    private final CountingFold fold = new CountingFold();

    @Test
    void theNewestAreDroppedAndCounted() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.DROP_NEWEST)) {
            List<Long> appended = append(spool, 100);
            assertThat(appended).hasSizeBetween(15, 20);
            assertThat(spool.counts()).isEqualTo(new SpoolCounts(0, 100 - appended.size(), 0, 0));
            assertThat(fold.notTaken()).as("told one by one").isEqualTo(100 - appended.size());
            assertThat(positions(spool)).isEqualTo(appended);
        }
    }

    @Test
    void theOldestAreDroppedAndCountedAndNotMissedLater() throws Exception {
        long kept;
        try (SegmentedSpool spool = open(WhenFull.DROP_OLDEST)) {
            assertThat(append(spool, 100)).hasSize(100);
            kept = spool.backlog();
            assertThat(kept).isBetween(12L, 20L);
            assertThat(spool.counts()).isEqualTo(new SpoolCounts(0, 0, 100 - kept, 0));
            assertThat(fold.droppedPositions()).hasSize((int) (100 - kept));
        }
        try (SegmentedSpool spool = open(WhenFull.DROP_OLDEST)) {
            assertThat(spool.backlog()).isEqualTo(kept);
            List<Long> positions = positions(spool);
            assertThat(positions).hasSize((int) kept).last().isEqualTo(100L);
            spool.acknowledge(100);
            assertThat(spool.backlog()).isZero();
            assertThat(spool.counts().lostMessages()).isZero();
        }
    }

    @Test
    void whatWasPolledIsNotDroppedSinceItMayBeOnItsWay() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.DROP_OLDEST)) {
            append(spool, 7);
            for (int i = 0; i < 7; i++) {
                spool.poll(Duration.ZERO);
            }
            append(spool, 100);
            assertThat(fold.droppedPositions()).doesNotContain(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            spool.acknowledge(7);
            spool.rewind();
            assertThat(positions(spool)).doesNotContainAnyElementsOf(fold.droppedPositions());
            assertThat(spool.counts().droppedOldest())
                    .isEqualTo(fold.droppedPositions().size())
                    .isPositive();
            assertThat(spool.counts().damagedRecords()).isZero();
        }
    }

    @Test
    void whatOnlyWaitsForTheLakeIsDroppedBeforeWhatKafkaDoesNotHave() throws Exception {
        SpoolSettings settings =
                new SpoolSettings(directory, FsyncPolicy.DEFAULT, MAX_BYTES, WhenFull.DROP_OLDEST, TrimAfter.LAKE);
        try (SegmentedSpool spool =
                SegmentedSpool.open(settings, new SpoolLimits(MAX_BYTES, SEGMENT_BYTES), disk, fold)) {
            append(spool, 12);
            positions(spool);
            spool.acknowledge(12);
            append(spool, 10);
            assertThat(spool.counts().lostMessages()).isZero();
            assertThat(positions(spool)).hasSize(10);
        }
    }

    @Test
    void aDiskThatFailsThoughItHasSpaceCostsNothingThatIsOnIt() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.DROP_OLDEST)) {
            append(spool, 12);
            disk.refuseThoughThereIsSpace();
            assertThat(append(spool, 4)).isEmpty();
            assertThat(spool.counts().droppedOldest()).isZero();
            assertThat(spool.counts().droppedNewest()).isEqualTo(4);
            assertThat(positions(spool)).hasSize(12);
            disk.refuse(false);
        }
    }

    @Test
    void aDiskWithoutSpaceDropsTheOldestAndThenTheNewest() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.DROP_OLDEST)) {
            append(spool, 12);
            disk.refuse(true);
            assertThat(append(spool, 1)).isEmpty();
            assertThat(spool.counts().droppedNewest()).isEqualTo(1);
            assertThat(spool.counts().droppedOldest() + positions(spool).size()).isEqualTo(12);
            disk.refuse(false);
        }
    }

    @Test
    void aSpoolThatHoldsSomethingOpensOnADiskThatTakesNothingAndLetsItBeSent() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.WAIT)) {
            append(spool, 7);
        }
        disk.refuse(true);
        try (SegmentedSpool spool = open(WhenFull.WAIT)) {
            assertThat(positions(spool)).hasSize(7);
            spool.acknowledge(7);
            disk.refuse(false);
            assertThat(append(spool, 1)).containsExactly(8L);
        }
    }

    @Test
    void aWaitingSpoolLosesNothingWhileItsDiskTakesNothing() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.WAIT)) {
            append(spool, 7);
            disk.refuse(true);
            CompletableFuture<List<Long>> later = CompletableFuture.supplyAsync(() -> appendUnchecked(spool, 7));
            while (spool.counts().failedWrites() < 4) {
                Thread.sleep(5);
            }
            assertThat(positions(spool)).hasSize(7);
            spool.acknowledge(7);
            assertThat(later).isNotDone();
            disk.refuse(false);
            assertThat(later.get()).hasSize(7);
            assertThat(positions(spool)).hasSize(7);
            assertThat(spool.counts().lostMessages()).isZero();
        }
    }

    @Test
    void aSpoolThatDropsCountsWhatItsDiskDoesNotTake() throws Exception {
        try (SegmentedSpool spool = open(WhenFull.DROP_NEWEST)) {
            append(spool, 3);
            disk.refuse(true);
            assertThat(append(spool, 5)).isEmpty();
            disk.refuse(false);
            assertThat(append(spool, 2)).containsExactly(4L, 5L);
            assertThat(positions(spool)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(spool.counts().droppedNewest()).isEqualTo(5);
        }
    }

    private static List<Long> appendUnchecked(SegmentedSpool spool, int count) {
        try {
            return append(spool, count);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> append(SegmentedSpool spool, int count) throws IOException, InterruptedException {
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spool.append("device", new byte[MESSAGE_BYTES]).ifPresent(positions::add);
        }
        return positions;
    }

    private static List<Long> positions(SegmentedSpool spool) throws IOException, InterruptedException {
        return drain(spool).stream().map(SpoolEntry::position).toList();
    }

    private SegmentedSpool open(WhenFull whenFull) {
        return SegmentedSpool.open(
                new SpoolSettings(directory, FsyncPolicy.DEFAULT, MAX_BYTES, whenFull, TrimAfter.KAFKA),
                new SpoolLimits(MAX_BYTES, SEGMENT_BYTES),
                disk,
                fold);
    }
}
