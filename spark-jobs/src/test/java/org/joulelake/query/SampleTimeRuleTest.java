package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.spark.BlockScans;
import org.joulelake.verify.LakeWriter;

/** A predicate on the time of samples in {@code power.samples} reads the files that have such samples, and finds them all. */
@ExtendWith(LakeExtension.class)
class SampleTimeRuleTest {

    private static final long START = TestBlocks.START_NANOS;
    private static final double RATE_HZ = 1e6;
    private static final int BLOCK = 5_000;
    private static final int FILES = 8;

    private static LakeFixture lake;

    /** A block a file: of one that names its algorithm, and of one to which it is assigned. */
    @BeforeAll
    static void fill(LakeFixture fixture) throws Exception {
        lake = fixture;
        add("named", "a");
        add("assigned", "");
        lake.sql("INSERT INTO power.assignments VALUES ('assigned', 'a', 0)");
    }

    @ParameterizedTest
    @CsvSource({
        "10100000, 14000000, 1", // within a block
        "14999000, 15001000, 2", // over the border of two
        "15000000, 15001000, 2", // from the first sample of one: the one before ends there
        "14000000, 14990000, 1",
        "-5000000, 7000000, 2",
        "39000000, 90000000, 1",
        "0, 40000000, 8",
    })
    void readsOnlyFilesWithSuchSamples(long from, long to, int files) {
        String text = "ts >= '%s' AND ts < '%s'".formatted(instant(START + from), instant(START + to));
        String nanos = "ts_ns >= %d AND %d > ts_ns".formatted(START + from, START + to);
        long expected = Math.max(0, (Math.min(to, 40_000_000) - Math.max(from, 0)) / 1_000);
        for (String device : List.of("named", "assigned")) {
            for (String predicate : List.of(text, nanos)) {
                check(device, predicate, expected, files);
            }
        }
    }

    @Test
    void anInstantIsAPredicateToo() {
        check("named", "ts = '%s'".formatted(instant(START + 12_345_000)), 1, 1);
        check("named", "ts BETWEEN '%1$s' AND '%1$s'".formatted(instant(START + 12_345_000)), 1, 1);
    }

    @Test
    void aTimeOfOtherMakeIsLeftAlone() {
        Dataset<Row> other = lake.spark()
                .sql("SELECT count(*) FROM (SELECT device, start_ns - position * 1000L AS ts_ns FROM power.blocks"
                        + " LATERAL VIEW posexplode(`values`) AS position, value) WHERE device = 'named' AND ts_ns < "
                        + (START + 1_000));
        assertThat(files(other)).isEqualTo(FILES);
        assertThat(other.first().getLong(0)).isEqualTo(BLOCK + (BLOCK - 5_000L));
    }

    @Test
    void storageIsTold() {
        Dataset<Row> query = lake.spark()
                .sql("SELECT value FROM power.samples WHERE device = 'named' AND algorithm = 'a' AND signal = 'current'"
                        + " AND ts >= '%s'".formatted(instant(START + 30_000_000)));
        assertThat(query.queryExecution().executedPlan().toString()).containsPattern("filters=[^)]*end_time >= ");
    }

    private void check(String device, String predicate, long expected, int files) {
        Dataset<Row> query = lake.spark()
                .sql("SELECT count(*) FROM power.samples WHERE device = '%s' AND algorithm = 'a' AND signal = 'current'"
                                .formatted(device)
                        + " AND " + predicate);
        assertThat(files(query)).as(predicate).isEqualTo(files);
        assertThat(query.first().getLong(0)).as(predicate).isEqualTo(expected);
    }

    private static long files(Dataset<Row> query) {
        return BlockScans.run(query)
                .filter(scan -> BlockScans.reads(scan, "values"))
                .mapToLong(SampleTimeRuleTest::files)
                .sum();
    }

    private static long files(BatchScanExec scan) {
        return BlockScans.files(scan);
    }

    private static void add(String device, String algorithm) throws Exception {
        SampleStream stream = new SampleStream(device, algorithm, "current", "A", UUID.randomUUID(), RATE_HZ);
        List<SampleBlock> blocks =
                new ArrayList<>(new Recording(stream, START, new float[FILES * BLOCK], BLOCK, block -> true).blocks());
        for (SampleBlock block : blocks) {
            LakeWriter.add(lake.blocks(), List.of(block));
        }
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
