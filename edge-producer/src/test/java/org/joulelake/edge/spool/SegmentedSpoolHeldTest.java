package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.edge.spool.SpoolFiles.drain;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import org.joulelake.edge.spool.HookedDisk.Kind;

/** A spool whose disk does not come back from a force, or from whatever else is slow, until it is let go. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentedSpoolHeldTest {

    private static final int MESSAGE_BYTES = 1_000;
    private static final int SEGMENT_BYTES = 5_200;
    private static final int MANY_SEGMENTS = 40;
    private static final FsyncPolicy OFTEN = new FsyncPolicy(Duration.ofMillis(1));
    private static final FsyncPolicy BY_REQUEST = new FsyncPolicy(Duration.ofHours(1));

    @TempDir
    private Path directory;

    private final HeldDisk disk = new HeldDisk();
    private final CountingFold fold = new CountingFold();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void letGo() {
        disk.release();
        others.shutdown();
    }

    @Test
    void appendsGoOnWhileTheRegularForceIsHeld() throws Exception {
        SegmentedSpool spool = open(OFTEN);
        disk.hold(Kind.FORCE);
        append(spool, 1);
        disk.awaitHeld();
        append(spool, MANY_SEGMENTS);
        assertThat(drain(spool)).hasSize(MANY_SEGMENTS + 1);
        spool.acknowledge(7);
        append(spool, MANY_SEGMENTS);
        disk.release();
        spool.close();
        assertThatAllIsLeftBehind(7, 2 * MANY_SEGMENTS + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCE", "FORCE_DIRECTORY", "DELETE"})
    void appendsAndAcknowledgementsGoOnWhileOneAcknowledgementIsHeld(Kind held) throws Exception {
        SegmentedSpool spool = open(BY_REQUEST);
        append(spool, MANY_SEGMENTS);
        drain(spool);
        disk.hold(held);
        Future<?> acknowledging = inTheBackground(() -> acknowledge(spool, 12));
        disk.awaitHeld();
        append(spool, MANY_SEGMENTS);
        spool.acknowledge(17);
        assertThat(spool.acknowledgedPosition()).isEqualTo(17);
        assertThat(spool.backlog()).isEqualTo(2 * MANY_SEGMENTS - 17);
        assertThat(acknowledging).isNotDone();
        disk.release();
        acknowledging.get();
        spool.close();
        assertThatAllIsLeftBehind(17, 2 * MANY_SEGMENTS);
    }

    @Test
    void whatIsAcknowledgedMeanwhileIsDoneWhenTheForceComesBack() throws Exception {
        try (SegmentedSpool spool = open(BY_REQUEST)) {
            append(spool, MANY_SEGMENTS);
            drain(spool);
            disk.hold(Kind.FORCE);
            Future<?> saving = inTheBackground(() -> save(spool));
            disk.awaitHeld();
            spool.acknowledge(MANY_SEGMENTS / 2);
            int before = SpoolFiles.segments(directory).size();
            disk.release();
            saving.get();
            assertThat(SpoolFiles.segments(directory)).hasSizeLessThan(before);
        }
    }

    @Test
    void closingWaitsForTheDiskAndThenAllIsSaved() throws Exception {
        SegmentedSpool spool = open(BY_REQUEST);
        append(spool, MANY_SEGMENTS);
        drain(spool);
        disk.hold(Kind.FORCE);
        Future<?> saving = inTheBackground(() -> save(spool));
        disk.awaitHeld();
        spool.acknowledge(9);
        List<Future<?>> closing = List.of(inTheBackground(() -> close(spool)), inTheBackground(() -> close(spool)));
        assertThat(closing).noneMatch(Future::isDone);
        disk.release();
        saving.get();
        for (Future<?> each : closing) {
            each.get();
        }
        assertThatThrownBy(() -> spool.acknowledge(10)).isInstanceOf(IOException.class);
        assertThatAllIsLeftBehind(9, MANY_SEGMENTS);
    }

    @Test
    void whoseMessagesAreEachForcedWaitsForTheDisk() throws Exception {
        try (SegmentedSpool spool = open(FsyncPolicy.ALWAYS)) {
            disk.hold(Kind.FORCE);
            Future<?> appending = inTheBackground(() -> append(spool, 1));
            disk.awaitHeld();
            assertThat(appending).isNotDone();
            disk.release();
            appending.get();
        }
    }

    /** A later life polls each entry behind the acknowledged ones once, and its fold has seen all of them. */
    private void assertThatAllIsLeftBehind(long acknowledged, long last) throws Exception {
        CountingFold after = new CountingFold();
        try (SegmentedSpool spool = open(BY_REQUEST, after)) {
            assertThat(drain(spool))
                    .extracting(SpoolEntry::position)
                    .containsExactlyElementsOf(LongStream.rangeClosed(acknowledged + 1, last)
                            .boxed()
                            .toList());
            assertThat(spool.counts()).isEqualTo(SpoolCounts.NONE);
        }
        assertThat(after.state()).isEqualTo(fold.state());
    }

    private SegmentedSpool open(FsyncPolicy fsync) {
        return open(fsync, fold);
    }

    private SegmentedSpool open(FsyncPolicy fsync, SpoolFold follower) {
        return SegmentedSpool.open(
                SpoolSettings.of(directory, fsync, SegmentedSpool.MIN_BYTES),
                new SpoolLimits(SegmentedSpool.MIN_BYTES, SEGMENT_BYTES),
                disk,
                follower);
    }

    private Future<?> inTheBackground(Callable<?> work) {
        return others.submit(work);
    }

    private static Object append(Spool spool, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            spool.append("device", new byte[MESSAGE_BYTES]);
        }
        return spool;
    }

    private static Object acknowledge(Spool spool, long position) throws IOException {
        spool.acknowledge(position);
        return spool;
    }

    private static Object save(SegmentedSpool spool) throws IOException {
        spool.save();
        return spool;
    }

    private static Object close(Spool spool) throws IOException {
        spool.close();
        return spool;
    }
}
