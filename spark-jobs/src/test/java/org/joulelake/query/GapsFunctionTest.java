package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.query.Recording.instant;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** {@code gaps}: each hole with what is known of it. Where and how long they are is also asked of NumPy, elsewhere. */
@ExtendWith(LakeExtension.class)
class GapsFunctionTest {

    private static final int BLOCK = 1_000;
    private static final long START = TestBlocks.START_NANOS;
    private static final long MICROSECOND = 1_000;

    private final LakeFixture lake;

    GapsFunctionTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void aRunOfMissingSamplesIsOneHoleAcrossBlocks() throws Exception {
        SampleStream stream = stream("runs", "a");
        SampleBlock second = block(stream, 1);
        Arrays.fill(second.samples(), Float.NaN);
        float[] first = ones();
        Arrays.fill(first, 990, BLOCK, Float.NaN);
        float[] third = ones();
        third[0] = Float.NaN;
        third[7] = Float.NaN;
        add(block(stream, 0, first), block(stream, 1, second.samples()), block(stream, 2, third));
        assertThat(gaps("runs")).containsExactly("990+1011 marked null, 1011 µs", "2007+1 marked null, 1 µs");
    }

    @Test
    void tellsBlocksThatNeverCameFromSamplesThatNeverWereInOne() throws Exception {
        SampleStream stream = stream("lost", "a");
        add(block(stream, 0), block(stream, 3), at(stream, 4, 4_500, 0, ones()));
        assertThat(gaps("lost"))
                .containsExactly(
                        "1000+2000 not-in-lake blocks 1 to 2, 2000 µs", "4000+500 never-in-a-block null, 500 µs");
    }

    @Test
    void findsARefusedBlockInQuarantineThoughItIsDamaged() throws Exception {
        SampleStream stream = stream("refused", "a");
        add(block(stream, 0), block(stream, 3));
        quarantine(stream, 2, 41, "NULL");
        quarantine(stream, 1, 40, "current_timestamp()");
        quarantine(stream("refused", "a"), 1, 42, "NULL");
        quarantine(
                "INSERT INTO power.quarantine SELECT 'not-a-block', '', 'blocks', 3, 43, now(), NULL, X'00', now(), NULL");
        quarantine(
                "INSERT INTO power.quarantine SELECT 'empty-message', '', 'blocks', 3, 44, now(), NULL, NULL, now(), NULL");
        assertThat(gaps("refused"))
                .containsExactly(
                        "1000+1000 not-in-lake block 1, 1000 µs",
                        "2000+1000 refused message-checksum blocks/3/41, 1000 µs");
    }

    @Test
    void blocksOfAnotherAlgorithmAreNotLost() throws Exception {
        UUID session = UUID.randomUUID();
        SampleStream a = stream("turns", "a", "current", session);
        SampleStream b = stream("turns", "b", "current", session);
        add(block(a, 0), block(b, 1), block(b, 2), block(a, 4));
        assertThat(gaps("turns"))
                .containsExactly("1000+2000 other-algorithm b, 2000 µs", "3000+1000 not-in-lake block 3, 1000 µs");
    }

    @Test
    void showsWhereTheClockJumpsThoughNoSampleIsMissing() throws Exception {
        SampleStream stream = stream("clock", "a");
        long drift = 500; // half a sample, and 500 ppm of a block
        add(
                block(stream, 0),
                at(stream, 1, 1_000, drift, ones()),
                at(stream, 2, 2_000, 10 * MICROSECOND, ones()),
                at(stream, 3, 3_000, -20 * MICROSECOND, ones()),
                at(stream, 5, 5_000, 480 * MICROSECOND, ones()));
        assertThat(gaps("clock"))
                .containsExactlyInAnyOrder(
                        "2000+0 clock-jump null, 9 µs",
                        "3000+0 clock-jump null, -30 µs",
                        "4000+1000 not-in-lake block 4, 1000 µs",
                        "5000+0 clock-jump null, 500 µs");
    }

    @Test
    void readsSamplesOnlyOfBlocksWhereSomeAreMissing() throws Exception {
        SampleStream stream = stream("few-missing", "a");
        for (int i = 0; i < 10; i++) {
            float[] samples = ones();
            samples[i] = i == 4 ? Float.NaN : 1;
            add(block(stream, i, samples));
        }
        List<Long> files = BlockScans.run(lake.spark().sql(call("few-missing", "current", "")))
                .filter(scan -> BlockScans.reads(scan, "values"))
                .map(BlockScans::files)
                .toList();
        assertThat(files).containsExactly(1L);
    }

    @Test
    void addUpToWhatStatsMisses() throws Exception {
        SampleStream stream = stream("sum", "a");
        float[] samples = ones();
        for (int i = 0; i < BLOCK; i += 3) {
            samples[i] = Float.NaN;
        }
        add(block(stream, 0, samples), block(stream, 2, samples), block(stream, 3, samples));
        String range =
                "('sum', 'a', 'current', '%s', '%s')".formatted(instant(START + 500_500), instant(START + 3_700_000));
        Row row = lake.sql("SELECT sum(missing_count), (SELECT missing_count FROM stats%s) FROM gaps%s"
                        .formatted(range, range))
                .get(0);
        assertThat(row.getLong(0)).isEqualTo(row.getLong(1)).isGreaterThan(BLOCK);
    }

    @Test
    void showCurrentAndVoltageWherePowerIsNotPublished() throws Exception {
        UUID session = UUID.randomUUID();
        SampleStream current = stream("product", "a", "current", session);
        SampleStream voltage = stream("product", "a", "voltage", session);
        add(block(current, 0), block(current, 2), block(voltage, 0), block(voltage, 1), block(voltage, 3));
        UUID published = UUID.randomUUID();
        SampleStream power = stream("product", "a", "power", published);
        SampleStream ofPower = stream("product", "a", "current", published);
        add(block(power, 0), block(power, 3), block(ofPower, 0), block(ofPower, 9));
        List<String> signals = lake.sql(call("product", "power", "")).stream()
                .map(row -> row.<String>getAs("signal") + " " + row.<Long>getAs("first_index"))
                .toList();
        assertThat(signals).containsExactlyInAnyOrder("current 1000", "voltage 2000", "power 1000");
    }

    @Test
    void followAssignmentsAndSessions() throws Exception {
        SampleStream one = stream("assigned-gaps", "");
        SampleStream other = stream("assigned-gaps", "");
        add(block(one, 0), block(one, 2), block(one, 4), block(one, 6), block(other, 0), block(other, 3));
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES ('assigned-gaps', 'a', %d),"
                        .formatted(START + 2_000_000)
                + " ('assigned-gaps', 'b', %d)".formatted(START + 4_500_000));
        assertThat(gaps("assigned-gaps")).containsExactly("3000+1000 not-in-lake block 3, 1000 µs");
        String of = ", session => '" + other.session() + "'";
        assertThat(lake.sql(call("assigned-gaps", "current", of).replace("'a'", "'unassigned'")))
                .isEmpty();
    }

    @Test
    void areNoneWhereNothingWasMeasured() throws Exception {
        add(block(stream("empty", "a"), 0));
        assertThat(lake.sql("SELECT * FROM gaps('empty', 'a', 'current', '2020-01-01', '2021-01-01')"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'gap', 'a', 'curent', '2026-01-01', '2027-01-01'|there is no signal of gap 'curent'; there is current",
                "'gap', 'c', 'current', '2026-01-01', '2027-01-01'|there is no algorithm of gap 'c'; there is a",
                "'gap', 'a', 'current', '2026-01-01'|gaps(device, algorithm, signal, from, to, session): to is missing",
                "'gap', 'a', 'power', '2026-01-01', '2026-01-01'|from must be before to"
            })
    void saysWhatIsWrong(String arguments, String message) throws Exception {
        add(block(stream("gap", "a"), 0));
        assertThatThrownBy(() -> lake.sql("SELECT * FROM gaps(" + arguments + ")"))
                .hasMessageContaining(message);
    }

    /** As {@code index+count reason detail, time}. */
    private List<String> gaps(String device) {
        return lake.sql(call(device, "current", "")).stream()
                .map(row -> "%d+%d %s %s, %d µs"
                        .formatted(
                                row.<Long>getAs("first_index"),
                                row.<Long>getAs("missing_count"),
                                row.getAs("reason"),
                                row.getAs("detail"),
                                Math.floorDiv(row.<Long>getAs("until_ns") - row.<Long>getAs("from_ns"), MICROSECOND)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String call(String device, String signal, String more) {
        return "SELECT * FROM gaps('%s', 'a', '%s', '2026-01-01', '2027-01-01'%s)".formatted(device, signal, more);
    }

    /** Puts the message of a block there, with one bit of its samples flipped. */
    private void quarantine(SampleStream stream, int sequence, int offset, String replayedAt) {
        byte[] message = BlockWriter.write(block(stream, sequence));
        message[message.length - 1] ^= 1;
        quarantine(
                ("INSERT INTO power.quarantine SELECT 'message-checksum', '', 'blocks', 3, %d, now(), NULL, X'%s', now(),"
                                + " %s")
                        .formatted(offset, HexFormat.of().formatHex(message), replayedAt));
    }

    private void quarantine(String statement) {
        lake.sql(statement);
    }

    private void add(SampleBlock... blocks) throws Exception {
        LakeWriter.add(lake.blocks(), List.of(blocks));
    }

    private static float[] ones() {
        float[] samples = new float[BLOCK];
        Arrays.fill(samples, 1);
        return samples;
    }

    private static SampleBlock block(SampleStream stream, int sequence) {
        return block(stream, sequence, ones());
    }

    private static SampleBlock block(SampleStream stream, int sequence, float[] samples) {
        return at(stream, sequence, sequence * BLOCK, 0, samples);
    }

    /** @param lateNanos by how much the clock is ahead of the index */
    private static SampleBlock at(SampleStream stream, int sequence, int first, long lateNanos, float[] samples) {
        return SampleBlock.of(stream, sequence, first, START + first * MICROSECOND + lateNanos, samples);
    }

    private static SampleStream stream(String device, String algorithm) {
        return stream(device, algorithm, "current", UUID.randomUUID());
    }

    private static SampleStream stream(String device, String algorithm, String signal, UUID session) {
        return new SampleStream(device, algorithm, signal, TestBlocks.unit(signal), session, TestBlocks.RATE_HZ);
    }
}
