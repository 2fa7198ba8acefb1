package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random uses of a spool against a map in memory. A process that dies leaves what it has written, and perhaps a part of
 * one record more; here a copy of the files, taken while the spool is open, is what it leaves.
 */
class SegmentedSpoolModelTest {

    private static final int STEPS = 2_000;
    private static final int SEGMENT_BYTES = 20_000;
    private static final int MAX_MESSAGE_BYTES = 4_000;
    private static final int MAX_BACKLOG = 300;

    @TempDir
    private Path folder;

    private final Map<Long, byte[]> appended = new TreeMap<>();
    private Random random;
    private Path directory;
    private SegmentedSpool spool;
    private int lives;
    private long lastAppended;
    private long lastPolled;
    private long lastAcknowledged;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSpoolIsAsItsModel(long seed) throws Exception {
        random = new Random(seed);
        directory = folder.resolve("life-0");
        spool = openSpool();
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        pollAll();
        assertThat(lastPolled).isEqualTo(lastAppended);
        assertThat(spool.counts().damagedRecords()).isZero();
        spool.close();
        assertThat(lives).isGreaterThan(10);
    }

    private void step() throws Exception {
        int choice = random.nextInt(100);
        if (choice < 45 && spool.backlog() < MAX_BACKLOG) {
            append();
        } else if (choice < 80) {
            poll();
        } else if (choice < 96) {
            acknowledge();
        } else if (choice < 98) {
            closeAndOpen();
        } else {
            die();
        }
    }

    private void append() throws Exception {
        byte[] message = new byte[random.nextInt(MAX_MESSAGE_BYTES)];
        random.nextBytes(message);
        long position = spool.append("device", message).getAsLong();
        assertThat(position).isEqualTo(lastAppended + 1);
        lastAppended = position;
        appended.put(position, message);
    }

    private boolean poll() throws Exception {
        Optional<SpoolEntry> entry = spool.poll(Duration.ZERO);
        assertThat(entry.isPresent()).isEqualTo(lastPolled < lastAppended);
        if (entry.isPresent()) {
            lastPolled++;
            assertThat(entry.get().position()).isEqualTo(lastPolled);
            assertThat(entry.get().message()).isEqualTo(appended.get(lastPolled));
        }
        return entry.isPresent();
    }

    private void pollAll() throws Exception {
        boolean more = poll();
        while (more) {
            more = poll();
        }
    }

    private void acknowledge() throws IOException {
        if (lastPolled > lastAcknowledged) {
            lastAcknowledged += 1 + random.nextInt((int) (lastPolled - lastAcknowledged));
            spool.acknowledge(lastAcknowledged);
        }
        assertThat(spool.backlog()).isEqualTo(lastAppended - lastAcknowledged);
    }

    private void closeAndOpen() throws IOException {
        spool.close();
        spool = openSpool();
        lastPolled = lastAcknowledged;
        assertThat(spool.backlog()).isEqualTo(lastAppended - lastAcknowledged);
    }

    /** What was acknowledged may be forgotten, and is then polled again; nothing that was appended is. */
    private void die() throws IOException {
        Path left = folder.resolve("life-" + ++lives);
        SpoolFiles.copy(directory, left);
        spool.close();
        SpoolFiles.delete(directory);
        directory = left;
        if (random.nextBoolean()) {
            writeAPartOfARecord();
        }
        spool = openSpool();
        long remembered = lastAppended - spool.backlog();
        assertThat(remembered).isBetween(0L, lastAcknowledged);
        lastAcknowledged = remembered;
        lastPolled = remembered;
    }

    private void writeAPartOfARecord() throws IOException {
        List<Path> segments = SpoolFiles.segments(directory);
        if (segments.isEmpty()) {
            return;
        }
        byte[] record = RecordFormat.encode(lastAppended + 1, "device".getBytes(), new byte[MAX_MESSAGE_BYTES]);
        byte[] part = Arrays.copyOf(record, 1 + random.nextInt(record.length - 1));
        Files.write(segments.get(segments.size() - 1), part, StandardOpenOption.APPEND);
    }

    private SegmentedSpool openSpool() {
        return SpoolFiles.openWithSegments(directory, SEGMENT_BYTES);
    }
}
