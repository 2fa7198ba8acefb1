package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.edge.spool.SpoolFiles.append;
import static org.joulelake.edge.spool.SpoolFiles.drain;
import static org.joulelake.edge.spool.SpoolFiles.drainText;
import static org.joulelake.edge.spool.SpoolFiles.open;
import static org.joulelake.edge.spool.SpoolFiles.openWithSegments;
import static org.joulelake.edge.spool.SpoolFiles.segments;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class SegmentedSpoolDamageTest {

    /** Of the records that {@link #appendThree()} writes. */
    private static final int RECORD_BYTES = RecordFormat.KEY_OFFSET + "device".length() + "first ".length();

    @TempDir
    private Path directory;

    private Path original;

    @BeforeEach
    void appendThree() throws Exception {
        original = directory.resolve("original");
        try (SegmentedSpool spool = open(original)) {
            append(spool, "first ", "second", "third ");
        }
    }

    @Test
    void aTornTailIsCutWhereverTheWriteEnded() throws Exception {
        for (int kept = 2 * RECORD_BYTES; kept < 3 * RECORD_BYTES; kept++) {
            Path torn = copyOfOriginal("torn-" + kept);
            forgetClosing(torn);
            Files.write(segment(torn), Arrays.copyOf(Files.readAllBytes(segment(torn)), kept));
            try (SegmentedSpool spool = open(torn)) {
                assertThat(segment(torn)).hasSize(2L * RECORD_BYTES);
                assertThat(spool.append("device", "fourth".getBytes())).hasValue(3);
                assertThat(drainText(spool)).containsExactly("first ", "second", "fourth");
                assertThat(spool.counts().damagedRecords()).isZero();
            }
        }
    }

    @Test
    void whatIsCutOffASpoolThatWasClosedCountsAsLost() throws Exception {
        Files.write(segment(original), Arrays.copyOf(Files.readAllBytes(segment(original)), RECORD_BYTES));
        try (SegmentedSpool spool = open(original)) {
            assertThat(spool.counts().damagedRecords()).isEqualTo(2);
            assertThat(spool.backlog()).isEqualTo(1);
            assertThat(spool.append("device", "fourth".getBytes())).hasValue(4);
            assertThat(drainText(spool)).containsExactly("first ", "fourth");
            assertThat(spool.counts().damagedRecords()).isEqualTo(2);
        }
    }

    @Test
    void aTailOfZerosAsSomeFileSystemsLeaveItIsCut() throws Exception {
        Files.write(segment(original), new byte[5000], StandardOpenOption.APPEND);
        try (SegmentedSpool spool = open(original)) {
            assertThat(segment(original)).hasSize(3L * RECORD_BYTES);
            assertThat(drainText(spool)).containsExactly("first ", "second", "third ");
        }
    }

    @Test
    void aSegmentOfWhichNothingWasWrittenIsDeleted() throws Exception {
        Files.createFile(original.resolve("0000000000000000004.segment"));
        try (SegmentedSpool spool = open(original)) {
            assertThat(segments(original)).hasSize(1);
            assertThat(spool.append("device", new byte[0])).hasValue(4);
        }
    }

    @Test
    void anyFlippedByteInTheMiddleCostsThatRecordOnly() throws Exception {
        for (int flipped = RECORD_BYTES; flipped < 2 * RECORD_BYTES; flipped++) {
            Path damaged = copyOfOriginal("flipped-" + flipped);
            flip(segment(damaged), flipped);
            try (SegmentedSpool spool = open(damaged)) {
                assertThat(drainText(spool)).as("byte %d", flipped).containsExactly("first ", "third ");
                assertThat(spool.counts().damagedRecords())
                        .as("byte %d", flipped)
                        .isEqualTo(1);
                assertThat(spool.backlog()).as("byte %d", flipped).isEqualTo(2);
                spool.acknowledge(3);
                assertThat(spool.backlog()).as("byte %d", flipped).isZero();
            }
            assertThat(segments(damaged)).isEmpty();
        }
    }

    @Test
    void anyFlippedByteOfTheFirstRecordCostsThatRecordOnly() throws Exception {
        for (int flipped = 0; flipped < RECORD_BYTES; flipped++) {
            Path damaged = copyOfOriginal("flipped-" + flipped);
            flip(segment(damaged), flipped);
            try (SegmentedSpool spool = open(damaged)) {
                assertThat(drainText(spool)).as("byte %d", flipped).containsExactly("second", "third ");
                assertThat(spool.counts().damagedRecords())
                        .as("byte %d", flipped)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void anyFlippedByteOfTheLastRecordIsNoticed() throws Exception {
        for (int flipped = 2 * RECORD_BYTES; flipped < 3 * RECORD_BYTES; flipped++) {
            Path damaged = copyOfOriginal("flipped-" + flipped);
            flip(segment(damaged), flipped);
            try (SegmentedSpool spool = open(damaged)) {
                assertThat(spool.counts().damagedRecords())
                        .as("byte %d", flipped)
                        .isEqualTo(1);
                append(spool, "fourth");
                assertThat(drainText(spool)).as("byte %d", flipped).containsExactly("first ", "second", "fourth");
                assertThat(spool.counts().damagedRecords())
                        .as("byte %d", flipped)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aDamagedLastRecordThatWasAcknowledgedIsNoLoss() throws Exception {
        try (SegmentedSpool spool = open(original)) {
            drain(spool);
            spool.acknowledge(2);
        }
        Path damaged = copyOfOriginal("acknowledged");
        Path whole = directory.resolve("whole");
        try (SegmentedSpool spool = open(whole)) {
            append(spool, "first ", "second", "third ");
            drain(spool);
            spool.acknowledge(3);
        }
        Files.copy(
                whole.resolve(AcknowledgedFile.NAME),
                damaged.resolve(AcknowledgedFile.NAME),
                StandardCopyOption.REPLACE_EXISTING);
        flip(segment(damaged), 3 * RECORD_BYTES - 1);
        try (SegmentedSpool spool = open(damaged)) {
            assertThat(spool.counts().damagedRecords()).isZero();
        }
    }

    @Test
    void aThousandFlipsAtRandomPlacesOfAnySegmentAreNoticedAndCostOneRecordEach() throws Exception {
        Path many = directory.resolve("random");
        Random random = new Random(20_261_123);
        Map<Long, byte[]> appended = new LinkedHashMap<>();
        try (SegmentedSpool spool = openWithSegments(many, 40_000)) {
            for (int i = 0; i < 40; i++) {
                byte[] message = new byte[random.nextInt(6000)];
                random.nextBytes(message);
                appended.put(spool.append("device", message).getAsLong(), message);
            }
        }
        assertThat(segments(many)).hasSizeGreaterThan(2);
        for (int run = 0; run < 1000; run++) {
            Path segment = segments(many).get(random.nextInt(segments(many).size()));
            byte[] intact = Files.readAllBytes(segment);
            int place = random.nextInt(intact.length);
            byte[] damaged = intact.clone();
            damaged[place] ^= (byte) (1 + random.nextInt(255));
            Path copy = copy(many, "run-" + run);
            Files.write(copy.resolve(segment.getFileName()), damaged);
            try (SegmentedSpool spool = open(copy)) {
                List<SpoolEntry> left = drain(spool);
                assertThat(left).as("byte %d of %s", place, segment).hasSize(appended.size() - 1);
                assertThat(left)
                        .allSatisfy(entry -> assertThat(entry.message()).isEqualTo(appended.get(entry.position())));
                assertThat(spool.counts().damagedRecords())
                        .as("byte %d of %s", place, segment)
                        .isEqualTo(1);
            }
            SpoolFiles.delete(copy);
        }
    }

    @Test
    void aLengthThatReachesBeyondTheSegmentHidesNothingBehindIt() throws Exception {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(segment(original)));
        content.putInt(RECORD_BYTES + RecordFormat.LENGTH_OFFSET, RecordFormat.MAX_BYTES);
        Files.write(segment(original), content.array());
        try (SegmentedSpool spool = open(original)) {
            assertThat(drainText(spool)).containsExactly("first ", "third ");
        }
    }

    @Test
    void aWholeDamagedSegmentIsPassedOver() throws Exception {
        Path many = directory.resolve("many");
        try (SegmentedSpool spool = openWithSegments(many, 2 * RECORD_BYTES)) {
            append(spool, "first ", "second", "third ", "fourth", "fifth ", "sixth ");
        }
        Files.write(segments(many).get(1), new byte[2 * RECORD_BYTES]);
        try (SegmentedSpool spool = open(many)) {
            assertThat(drainText(spool)).containsExactly("first ", "second", "fifth ", "sixth ");
            assertThat(spool.counts().damagedRecords()).isEqualTo(2);
        }
    }

    @Test
    void damageAtTheEndLeavesNothingThatIsWaitedForForever() throws Exception {
        try (SegmentedSpool spool = open(original)) {
            append(spool, "fourth");
            Path newest = segments(original).get(1);
            flip(newest, RECORD_BYTES - 1);
            List<SpoolEntry> entries = drain(spool);
            assertThat(entries).hasSize(3);
            spool.acknowledge(3);
            assertThat(spool.backlog()).isZero();
            append(spool, "fifth ");
            assertThat(drainText(spool)).containsExactly("fifth ");
            assertThat(spool.counts().damagedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aRecordInsideADamagedMessageIsNotTakenForOne() throws Exception {
        Path nested = directory.resolve("nested");
        byte[] inner = RecordFormat.encode(2, "device".getBytes(), "forged".getBytes());
        try (SegmentedSpool spool = open(nested)) {
            append(spool, "first ");
            spool.append("device", inner);
            append(spool, "third ");
        }
        flip(segment(nested), RECORD_BYTES + RecordFormat.KEY_OFFSET);
        try (SegmentedSpool spool = open(nested)) {
            assertThat(drainText(spool)).containsExactly("first ", "third ");
        }
    }

    @Test
    void anyFlippedByteOfTheAcknowledgedPositionMeansThatAllIsSentAgain() throws Exception {
        try (SegmentedSpool spool = open(original)) {
            drain(spool);
            spool.acknowledge(1);
        }
        int size = (int) Files.size(original.resolve(AcknowledgedFile.NAME));
        for (int flipped = 0; flipped < size; flipped++) {
            Path damaged = copyOfOriginal("acknowledged-" + flipped);
            flip(damaged.resolve(AcknowledgedFile.NAME), flipped);
            try (SegmentedSpool spool = open(damaged)) {
                assertThat(drainText(spool)).as("byte %d", flipped).containsExactly("first ", "second", "third ");
            }
        }
    }

    @Test
    void whatAnInterruptedReplacementLeftBehindDoesNoHarm() throws Exception {
        Files.write(original.resolve(AcknowledgedFile.NAME + ".tmp"), new byte[3]);
        try (SegmentedSpool spool = open(original)) {
            assertThat(drainText(spool)).hasSize(3);
        }
    }

    @Test
    void positionsOfRecordsThatAPowerLossTookAreNotGivenAgainWhenTheyWereAcknowledged() throws Exception {
        try (SegmentedSpool spool = open(original)) {
            drain(spool);
            spool.acknowledge(2);
        }
        Files.write(segment(original), Arrays.copyOf(Files.readAllBytes(segment(original)), RECORD_BYTES));
        forgetClosing(original);
        try (SegmentedSpool spool = open(original)) {
            assertThat(spool.append("device", "fourth".getBytes())).hasValue(3);
            assertThat(drainText(spool)).containsExactly("fourth");
            assertThat(spool.counts().damagedRecords()).isZero();
        }
    }

    /** Leaves the spool as a process that did not come to close it. */
    private static void forgetClosing(Path spool) throws IOException {
        Files.delete(spool.resolve(FoldFile.NAME));
    }

    private Path copyOfOriginal(String name) throws IOException {
        return copy(original, name);
    }

    private Path copy(Path spool, String name) throws IOException {
        Path copy = directory.resolve(name);
        SpoolFiles.copy(spool, copy);
        return copy;
    }

    private static Path segment(Path spool) throws IOException {
        return segments(spool).get(0);
    }

    private static void flip(Path file, int index) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[index] ^= (byte) 0xFF;
        Files.write(file, content);
    }
}
