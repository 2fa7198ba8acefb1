package org.joulelake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.Product;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.ingest.TestBlocks;

/** What a check of the lake finds of blocks that have no samples. */
@ExtendWith(LakeExtension.class)
class DerivedBlocksTest {

    private static final int SAMPLES = 200_000;
    private static final int[] ALIKE = {0, 65_536, 131_072, 196_608, SAMPLES};

    private final LakeFixture lake;
    private final UUID session = UUID.randomUUID();
    private final float[] current = noise(1);
    private final float[] voltage = noise(2);

    DerivedBlocksTest(LakeFixture lake) {
        this.lake = lake;
        current[9] = Float.intBitsToFloat(0xFFC01234);
        voltage[150_000] = Float.NaN;
    }

    @Test
    void anIntactLakeIsCleanAndCounted() throws Exception {
        LakeWriter.add(lake.blocks(), blocks("derived-intact", ALIKE, ALIKE, ALIKE));

        VerifyReport report = verify("derived-intact");

        assertThat(report.findings()).isEmpty();
        assertThat(report)
                .returns(12L, VerifyReport::blocks)
                .returns(2L * SAMPLES, VerifyReport::samples)
                .returns(2L, VerifyReport::missing)
                .returns(4L, VerifyReport::derivedBlocks)
                .returns((long) SAMPLES, VerifyReport::derivedSamples);
    }

    @Test
    void blocksAreComputedWhateverTheirCutsAndFiles() throws Exception {
        List<Block> blocks = blocks(
                "derived-cuts",
                new int[] {0, 40_000, 100_000, 160_000, SAMPLES},
                new int[] {0, 65_536, 70_000, 130_000, SAMPLES - 60_000, SAMPLES},
                new int[] {0, 50_000, 100_000, 150_000, SAMPLES});
        for (Block block : blocks) {
            LakeWriter.add(lake.blocks(), List.of(block));
        }

        VerifyReport report = verify("derived-cuts");

        assertThat(report.findings()).isEmpty();
        assertThat(report.derivedSamples()).isEqualTo(SAMPLES);
    }

    @Test
    void eachFigureAndTheChecksumAreComputedAgain() throws Exception {
        List<Block> blocks = blocks("derived-wrong", ALIKE, ALIKE, ALIKE);
        DerivedBlock checksum = derived(blocks, 0);
        BlockHeader header = checksum.header();
        blocks.set(
                blocks.indexOf(checksum),
                new DerivedBlock(
                        new BlockHeader(
                                header.stream(),
                                header.sequence(),
                                header.firstSample(),
                                header.startNanos(),
                                header.sampleCount(),
                                header.samplesCrc32c() + 1),
                        checksum.statistics()));
        DerivedBlock figures = derived(blocks, 2);
        float[] other = new float[65_536];
        blocks.set(
                blocks.indexOf(figures),
                new DerivedBlock(figures.header(), TestBlocks.block(other).statistics()));
        LakeWriter.add(lake.blocks(), blocks);

        assertThat(verify("derived-wrong").findings())
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("block 0 of power of derived-wrong")
                        .contains("samples have CRC32C")
                        .doesNotContain("bucket_sum"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("block 2 of power of derived-wrong")
                        .contains("mean is 0.0", "bucket_sum is", "bucket_max is")
                        .doesNotContain("CRC32C"));
    }

    @Test
    void currentThatWasAlteredShowsInWhatIsMadeOfIt() throws Exception {
        List<Block> blocks = blocks("derived-altered", ALIKE, ALIKE, ALIKE);
        SampleBlock first = (SampleBlock) blocks.get(1);
        float[] altered = first.samples().clone();
        altered[5] += 1;
        blocks.set(
                1,
                SampleBlock.of(
                        first.header().stream(),
                        1,
                        first.header().firstSample(),
                        first.header().startNanos(),
                        altered));
        LakeWriter.add(lake.blocks(), blocks);

        assertThat(verify("derived-altered").findings()).singleElement().satisfies(finding -> assertThat(finding)
                .startsWith("block 1 of power of derived-altered")
                .contains("samples have CRC32C"));
    }

    @Test
    void blocksWhoseCurrentOrVoltageIsNotInTheLakeAreNamed() throws Exception {
        LakeWriter.add(lake.blocks(), blocks("derived-holes", ALIKE, ALIKE, ALIKE));
        lake.sql("DELETE FROM power.blocks WHERE device = 'derived-holes'"
                + " AND (signal = 'voltage' AND sequence = 3 OR signal = 'current' AND sequence = 0)");

        assertThat(verify("derived-holes").findings())
                .filteredOn(finding -> finding.contains("of power"))
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("block 0 of power of derived-holes")
                        .contains("its samples cannot be computed, as the lake has no readable samples 0 to 65535 of"
                                + " current"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("block 3 of power of derived-holes")
                        .contains("no readable samples 196608 to 199999 of voltage"));
    }

    @Test
    void aDamagedPageConcernsWhatIsMadeOfItAlone() throws Exception {
        DataFile file = LakeWriter.add(lake.blocks(), blocks("derived-damage", ALIKE, ALIKE, ALIKE)).stream()
                .max((left, right) -> Long.compare(left.fileSizeInBytes(), right.fileSizeInBytes()))
                .orElseThrow();
        Path path = lake.file(file.location());
        byte[] intact = Files.readAllBytes(path);
        byte[] damaged = intact.clone();
        damaged[intact.length / 2] ^= 1;
        Files.write(path, damaged);
        try {
            List<String> findings = verify("derived-damage").findings();
            assertThat(findings).anySatisfy(finding -> assertThat(finding).contains("cannot be read: "));
            assertThat(findings)
                    .filteredOn(finding -> finding.contains("cannot be computed"))
                    .isNotEmpty()
                    .hasSizeLessThan(4);
        } finally {
            Files.write(path, intact);
        }
        assertThat(verify("derived-damage").isIntact()).isTrue();
    }

    @Test
    void aBlockThatHasSamplesAllTheSameIsNamed() throws Exception {
        current[9] = Float.NaN; // Spark, which rewrites the file, keeps no other NaN.
        LakeWriter.add(lake.blocks(), blocks("derived-both", ALIKE, ALIKE, ALIKE));
        lake.sql(
                "UPDATE power.blocks SET `values` = array(1.5F) WHERE device = 'derived-both' AND derived AND sequence = 1");

        assertThat(verify("derived-both").findings()).singleElement().satisfies(finding -> assertThat(finding)
                .startsWith("block 1 of power")
                .contains("it is derived, but has 1 samples"));
    }

    @Test
    void aChoiceOfBlocksDoesNotHideTheirFactors() throws Exception {
        LakeWriter.add(lake.blocks(), blocks("derived-chosen", ALIKE, ALIKE, ALIKE));

        VerifyReport power = verify(new VerifyFilter(
                Map.of(BlocksTable.DEVICE, "derived-chosen", BlocksTable.SIGNAL, "power"), null, null));
        VerifyReport time = verify(new VerifyFilter(
                Map.of(BlocksTable.DEVICE, "derived-chosen"),
                Instant.ofEpochSecond(0, TestBlocks.START_NANOS + 70_000_000L),
                Instant.ofEpochSecond(0, TestBlocks.START_NANOS + 120_000_000L)));

        assertThat(power.findings()).isEmpty();
        assertThat(power).returns(4L, VerifyReport::blocks).returns(0L, VerifyReport::samples);
        assertThat(power.derivedSamples()).isEqualTo(SAMPLES);
        assertThat(time.findings()).isEmpty();
        assertThat(time.derivedBlocks()).isEqualTo(1);
    }

    private VerifyReport verify(String device) {
        return verify(new VerifyFilter(Map.of(BlocksTable.DEVICE, device), null, null));
    }

    private VerifyReport verify(VerifyFilter filter) {
        return new LakeVerifier(lake.spark(), lake.blocks()).verify(filter, Optional.empty(), 100);
    }

    private static DerivedBlock derived(List<Block> blocks, long sequence) {
        return blocks.stream()
                .filter(block -> block.header().sequence() == sequence)
                .filter(DerivedBlock.class::isInstance)
                .map(DerivedBlock.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Blocks of one session, cut at these samples: of current, of voltage, and derived ones of power. */
    private List<Block> blocks(String device, int[] currentCuts, int[] voltageCuts, int[] powerCuts) {
        float[] products = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            products[i] = Product.of(current[i], voltage[i]);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(cut(device, "current", "A", current, currentCuts));
        blocks.addAll(cut(device, "voltage", "V", voltage, voltageCuts));
        cut(device, "power", "W", products, powerCuts).forEach(block -> blocks.add(DerivedBlock.of(block)));
        return blocks;
    }

    private List<SampleBlock> cut(String device, String signal, String unit, float[] samples, int[] cuts) {
        SampleStream stream = new SampleStream(device, "a", signal, unit, session, TestBlocks.RATE_HZ);
        List<SampleBlock> blocks = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.length; i++) {
            blocks.add(SampleBlock.of(
                    stream,
                    i,
                    cuts[i],
                    TestBlocks.START_NANOS + 1_000L * cuts[i],
                    Arrays.copyOfRange(samples, cuts[i], cuts[i + 1])));
        }
        return blocks;
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = 1 + random.nextFloat();
        }
        return samples;
    }
}
