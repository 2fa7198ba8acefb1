package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.edge.spool.SpoolFiles.drain;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.joulelake.edge.spool.FaultyDisk.Died;
import org.joulelake.edge.spool.FaultyDisk.Fault;

/**
 * The same use of a spool, again and again: each time its process dies in another write, sync, rename or deletion, with
 * or without the machine's power, or that operation fails.
 */
@Timeout(120)
class SegmentedSpoolCrashTest {

    private static final int SEGMENT_BYTES = 8_000;

    /** What a loss of power leaves is not certain: several of the possible outcomes for each operation. */
    private static final int POWER_LOSSES = 2;

    @TempDir
    private Path folder;

    private int runs;

    /** What the spool promises differs with these. */
    enum Kind {
        FORCE_EACH(FsyncPolicy.ALWAYS, SegmentedSpool.MIN_BYTES, WhenFull.WAIT),
        FORCE_RARELY(new FsyncPolicy(Duration.ofHours(1)), SegmentedSpool.MIN_BYTES, WhenFull.WAIT),
        DROP_OLDEST(FsyncPolicy.ALWAYS, 3 * SEGMENT_BYTES, WhenFull.DROP_OLDEST);

        private final FsyncPolicy fsync;
        private final long maxBytes;
        private final WhenFull whenFull;

        Kind(FsyncPolicy fsync, long maxBytes, WhenFull whenFull) {
            this.fsync = fsync;
            this.maxBytes = maxBytes;
            this.whenFull = whenFull;
        }
    }

    @ParameterizedTest
    @EnumSource
    void deathAtAnyOperationLosesNothing(Kind kind) throws Exception {
        for (int operation = 1; operation <= operations(kind); operation++) {
            FaultyDisk disk = new FaultyDisk(Fault.DIE, operation, 0);
            CountingFold fold = new CountingFold();
            SpoolScript script = runUntilDeath(kind, disk, fold);
            Path left = newDirectory();
            disk.leaveAfterDeath(left);
            assertThat(check(kind, left, script, script.accepted, fold)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLossOfPowerAtAnyOperationLosesNothingThatWasForced(Kind kind) throws Exception {
        for (int operation = 1; operation <= operations(kind); operation++) {
            for (int seed = 0; seed < POWER_LOSSES; seed++) {
                FaultyDisk disk = new FaultyDisk(Fault.DIE, operation, seed);
                CountingFold fold = new CountingFold();
                SpoolScript script = runUntilDeath(kind, disk, fold);
                Path left = newDirectory();
                disk.leaveAfterPowerLoss(left);
                long promised = kind.fsync.always() ? script.accepted : script.forced;
                assertThat(check(kind, left, script, promised, fold))
                        .as("records counted as damaged: the one whose write was cut off, if its length was there")
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOperationThatFailsLosesNothing(Kind kind) throws Exception {
        for (long operation = operationsToOpen(kind) + 1; operation <= operations(kind); operation++) {
            FaultyDisk disk = new FaultyDisk(Fault.FAIL, operation, 0);
            CountingFold fold = new CountingFold();
            SpoolScript script = new SpoolScript();
            Path directory = newDirectory();
            try (SegmentedSpool spool = open(kind, directory, disk, fold)) {
                script.run(spool);
            } catch (IOException closing) {
                assertThat(closing).hasMessage("the disk is angry");
            }
            assertThat(check(kind, directory, script, script.accepted, fold)).isZero();
        }
    }

    private long operationsToOpen(Kind kind) throws Exception {
        FaultyDisk disk = new FaultyDisk(Fault.FAIL, Long.MAX_VALUE, 0);
        try (SegmentedSpool spool = open(kind, newDirectory(), disk, new CountingFold())) {
            return disk.operations();
        }
    }

    private long operations(Kind kind) throws Exception {
        FaultyDisk disk = new FaultyDisk(Fault.FAIL, Long.MAX_VALUE, 0);
        new SpoolScript().run(open(kind, newDirectory(), disk, new CountingFold()));
        assertThat(disk.operations()).isGreaterThan(80);
        return disk.operations();
    }

    private SpoolScript runUntilDeath(Kind kind, FaultyDisk disk, SpoolFold fold) throws Exception {
        SpoolScript script = new SpoolScript();
        try (SegmentedSpool spool = open(kind, newDirectory(), disk, fold)) {
            script.run(spool);
        } catch (Died e) {
            return script;
        }
        throw new AssertionError("it did not die");
    }

    /**
     * What a later life finds: each message that it must have is polled, was acknowledged, or was dropped; none is
     * other than it was; and the fold has seen just the messages up to the last that there is. Returns how many count as
     * damaged.
     */
    private long check(Kind kind, Path directory, SpoolScript script, long promised, CountingFold before)
            throws Exception {
        CountingFold after = new CountingFold();
        try (SegmentedSpool spool = open(kind, directory, new RealDisk(), after)) {
            List<SpoolEntry> entries = drain(spool);
            Set<Long> positions = new HashSet<>();
            for (SpoolEntry entry : entries) {
                assertThat(entry.message()).isEqualTo(script.attempted.get((int) entry.position() - 1));
                assertThat(positions.add(entry.position())).isTrue();
            }
            assertThat(entries).extracting(SpoolEntry::position).isSorted();
            for (long position = script.acknowledged + 1; position <= promised; position++) {
                assertThat(positions.contains(position)
                                || before.droppedPositions().contains(position))
                        .as("position %d is there", position)
                        .isTrue();
            }
            long next = spool.append("device", new byte[1]).getAsLong();
            assertThat(next).isGreaterThan(promised);
            assertThat(after.state()).isEqualTo(foldOf(script, next - 1, new byte[1]));
            return spool.counts().damagedRecords();
        }
    }

    private static byte[] foldOf(SpoolScript script, long last, byte[] further) {
        CountingFold expected = new CountingFold();
        for (long position = 1; position <= last; position++) {
            expected.appended(new SpoolEntry(position, "device", script.attempted.get((int) position - 1)));
        }
        expected.appended(new SpoolEntry(last + 1, "device", further));
        return expected.state();
    }

    private static SegmentedSpool open(Kind kind, Path directory, Disk disk, SpoolFold fold) {
        SpoolSettings settings =
                new SpoolSettings(directory, kind.fsync, kind.maxBytes, kind.whenFull, TrimAfter.KAFKA);
        return SegmentedSpool.open(settings, new SpoolLimits(kind.maxBytes, SEGMENT_BYTES), disk, fold);
    }

    private Path newDirectory() {
        return folder.resolve("run-" + ++runs);
    }
}
