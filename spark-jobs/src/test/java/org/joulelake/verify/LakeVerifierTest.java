package org.joulelake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.joulelake.block.BlockStatistics;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.blockfile.TableInput;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;
import org.joulelake.ingest.block.BlockRow;

/** What a check of the lake finds, and what it counts. */
@ExtendWith(LakeExtension.class)
class LakeVerifierTest {

    private static final int SAMPLES = 2_000;

    private final LakeFixture lake;

    LakeVerifierTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void anIntactLakeIsCleanAndCounted() throws Exception {
        SampleStream stream = stream("verify-intact");
        float[] gappy = samples(3);
        gappy[7] = Float.NaN;
        LakeWriter.add(lake.blocks(), List.of(block(stream, 0, 0), block(stream, 1, SAMPLES)));
        LakeWriter.add(
                lake.blocks(), List.of(SampleBlock.of(stream, 2, 2 * SAMPLES + 500, time(2 * SAMPLES + 500), gappy)));

        VerifyReport report = verify("verify-intact");

        assertThat(report.findings()).isEmpty();
        assertThat(report.isIntact()).isTrue();
        assertThat(report.files()).isEqualTo(2);
        assertThat(report.blocks()).isEqualTo(3);
        assertThat(report.samples()).isEqualTo(3 * SAMPLES);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.gaps()).isEqualTo(1);
        assertThat(report.gapSamples()).isEqualTo(500);
    }

    @Test
    void oneByteInOneFileNamesTheBlock() throws Exception {
        SampleStream stream = stream("verify-flip");
        DataFile file = LakeWriter.add(
                        lake.blocks(),
                        List.of(block(stream, 0, 0), block(stream, 1, SAMPLES), block(stream, 2, 2 * SAMPLES)))
                .get(0);
        Path path = lake.file(file.location());
        byte[] intact = Files.readAllBytes(path);
        byte[] damaged = intact.clone();
        damaged[(int) pageOfSamples(file)] ^= 1;
        Files.write(path, damaged);
        try {
            VerifyReport report = verify("verify-flip");

            assertThat(report.findings()).isNotEmpty().allSatisfy(finding -> assertThat(finding)
                    .contains("of current of verify-flip, session " + stream.session())
                    .contains("in " + file.location()));
            assertThat(report.findings().get(0)).startsWith("block ");
        } finally {
            Files.write(path, intact);
        }
        assertThat(verify("verify-flip").isIntact()).isTrue();
    }

    @Test
    void aRowWhoseSamplesAreNotThoseOfTheSourceIsFound() throws Exception {
        SampleStream stream = stream("verify-altered");
        BlockRow row = LakeWriter.row(block(stream, 0, 0));
        float[] altered = row.samples().clone();
        altered[5] += 1;
        BlockRow falsified = new BlockRow(
                new SampleBlock(row.block().header(), altered),
                row.codec(),
                row.statistics(),
                row.origin(),
                row.ingestedAtMicros());
        BlockRow wrongStatistics = new BlockRow(
                block(stream, 1, SAMPLES),
                row.codec(),
                BlockStatistics.of(samples(99)),
                row.origin(),
                row.ingestedAtMicros());
        LakeWriter.addRows(lake.blocks(), List.of(falsified, wrongStatistics));

        assertThat(verify("verify-altered").findings())
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("block 0 of current of verify-altered")
                        .contains("samples have CRC32C"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("block 1 of current of verify-altered")
                        .doesNotContain("CRC32C")
                        .contains("bucket_sum is"));
    }

    @Test
    void blocksThatAreThereTwiceOrMissingOrOverlapAreFound() throws Exception {
        SampleStream stream = stream("verify-order");
        LakeWriter.add(
                lake.blocks(),
                List.of(
                        block(stream, 1, SAMPLES),
                        block(stream, 2, 2 * SAMPLES),
                        block(stream, 6, 6 * SAMPLES),
                        block(stream, 7, 7 * SAMPLES - 10)));
        LakeWriter.add(lake.blocks(), List.of(block(stream, 2, 2 * SAMPLES)));

        VerifyReport report = verify("verify-order");

        String session = " of current of verify-order, session " + stream.session() + ": ";
        assertThat(report.findings()).hasSize(4);
        assertThat(report.findings().get(0)).startsWith("block 2" + session + "is there more than once; also in s3://");
        assertThat(report.findings().subList(1, 4))
                .containsExactly(
                        "block 1" + session + "1 blocks before it are missing, 0 to 0",
                        "block 6" + session + "3 blocks before it are missing, 3 to 5",
                        "block 7" + session + "begins at sample 13990, but the block before it ends at 14000");
        assertThat(report.findingCount()).isEqualTo(4);
        assertThat(report.gaps()).isZero();
    }

    @Test
    void onlyWhatWasAskedForIsChecked() throws Exception {
        SampleStream stream = stream("verify-filter");
        LakeWriter.add(
                lake.blocks(), List.of(block(stream, 0, 0), block(stream, 1, SAMPLES), block(stream, 2, 2 * SAMPLES)));
        Instant second = Instant.ofEpochSecond(0, time(SAMPLES));
        Instant third = Instant.ofEpochSecond(0, time(2 * SAMPLES));
        Map<String, String> device = Map.of(BlocksTable.DEVICE, "verify-filter");

        assertThat(blocks(new VerifyFilter(device, null, null))).isEqualTo(3);
        assertThat(blocks(new VerifyFilter(device, second, third))).isEqualTo(1);
        assertThat(blocks(new VerifyFilter(device, second, null))).isEqualTo(2);
        assertThat(blocks(new VerifyFilter(
                        Map.of(BlocksTable.SESSION, stream.session().toString()), null, third)))
                .isEqualTo(2);
        assertThat(blocks(new VerifyFilter(
                        Map.of(BlocksTable.SESSION, UUID.randomUUID().toString()), null, null)))
                .isZero();
    }

    @Test
    void findingsBeyondTheMostAreCounted() throws Exception {
        SampleStream stream = stream("verify-many");
        LakeWriter.add(
                lake.blocks(),
                List.of(block(stream, 1, SAMPLES), block(stream, 3, 3 * SAMPLES), block(stream, 5, 5 * SAMPLES)));

        VerifyReport report = new LakeVerifier(lake.spark(), lake.blocks())
                .verify(new VerifyFilter(Map.of(BlocksTable.DEVICE, "verify-many"), null, null), Optional.empty(), 2);

        assertThat(report.findings()).hasSize(2);
        assertThat(report.findingCount()).isEqualTo(3);
    }

    private long blocks(VerifyFilter filter) {
        VerifyReport report = new LakeVerifier(lake.spark(), lake.blocks()).verify(filter, Optional.empty(), 10);
        assertThat(report.findings()).isEmpty();
        return report.blocks();
    }

    private VerifyReport verify(String device) {
        return new LakeVerifier(lake.spark(), lake.blocks())
                .verify(new VerifyFilter(Map.of(BlocksTable.DEVICE, device), null, null), Optional.empty(), 100);
    }

    /** A byte at the end of the last page of samples. */
    private long pageOfSamples(DataFile file) throws Exception {
        try (var reader =
                ParquetFileReader.open(new TableInput(lake.blocks().io().newInputFile(file.location())))) {
            var samples = reader.getRowGroups().get(0).getColumns().stream()
                    .filter(column -> column.getPath().toDotString().startsWith("values."))
                    .findFirst()
                    .orElseThrow();
            return samples.getStartingPos() + samples.getTotalSize() - 10;
        }
    }

    private static SampleStream stream(String device) {
        return TestBlocks.stream(device, "a");
    }

    private static SampleBlock block(SampleStream stream, long sequence, long firstSample) {
        return SampleBlock.of(stream, sequence, firstSample, time(firstSample), samples(sequence));
    }

    private static long time(long sample) {
        return TestBlocks.START_NANOS + sample * 1_000;
    }

    private static float[] samples(long seed) {
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (seed * 31 + i * 7) % 1_000 * 1e-6f;
        }
        return samples;
    }
}
