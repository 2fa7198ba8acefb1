package org.joulelake.edge.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.source.FakeSource;
import org.joulelake.edge.source.Signal;

class BlockAssemblerTest {

    private static final int LENGTH = 65_536;
    private static final UUID SESSION = new UUID(1, 2);
    private static final Signal CURRENT = new Signal("current", "A", 2_000_000);
    private static final Signal VOLTAGE = new Signal("voltage", "V", 2_000_000);

    private final FakeSource source = new FakeSource("D1");
    private final List<SampleBlock> blocks = new ArrayList<>();
    private final BlockAssembler assembler = new BlockAssembler(
            source,
            new OpenSession(SESSION, "bench", "sleepy", Optional.empty(), Map.of()),
            block -> blocks.add((SampleBlock) block));

    @ParameterizedTest
    @ValueSource(ints = {1_001, 65_535, 65_536, 65_537, 150_000})
    void blocksEndAtMultiplesOfTheirLengthWhateverTheRuns(int runSize) throws Exception {
        addFrom(CURRENT, 0, 3 * LENGTH + 10, runSize);
        assertThat(headers()).extracting(BlockHeader::firstSample).containsExactly(0L, 65_536L, 131_072L);
        assembler.flush();
        assertThat(headers()).extracting(BlockHeader::sampleCount).containsExactly(LENGTH, LENGTH, LENGTH, 10);
        assertThat(headers()).extracting(BlockHeader::sequence).containsExactly(0L, 1L, 2L, 3L);
        assertSamplesFitTheirIndices();
    }

    @Test
    void aBlockThatGetsNoSampleForASecondIsHandedOnAndTheNextOneGoesOnBehindIt() throws Exception {
        AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000);
        BlockAssembler stalling = new BlockAssembler(
                source,
                new OpenSession(SESSION, "bench", "sleepy", Optional.empty(), Map.of()),
                block -> blocks.add((SampleBlock) block),
                nanoTime::get);
        Signal slow = new Signal("power_mean", "W", 2);
        stalling.add(FakeSource.run(CURRENT, 0, 100));
        stalling.add(FakeSource.run(slow, 0, 1));
        nanoTime.addAndGet(999_999_999);
        stalling.add(FakeSource.run(VOLTAGE, 0, 100));
        stalling.flushIdle();
        assertThat(headers()).isEmpty();
        nanoTime.addAndGet(1);
        stalling.flushIdle();
        assertThat(headers()).extracting(header -> header.stream().signal()).containsExactly("current");
        nanoTime.addAndGet(500_000_000);
        stalling.flushIdle();
        assertThat(headers())
                .extracting(header -> header.stream().signal())
                .as("a slow signal has time for three samples")
                .containsExactly("current", "power_mean");
        stalling.add(FakeSource.run(CURRENT, 100, LENGTH));
        assertThat(headers()).extracting(BlockHeader::firstSample).containsExactly(0L, 0L, 100L);
        assertThat(headers()).extracting(BlockHeader::sequence).containsExactly(0L, 0L, 1L);
    }

    @Test
    void runsOfOneSampleAddUp() throws Exception {
        addFrom(CURRENT, LENGTH - 3, 5, 1);
        assembler.flush();
        assertThat(headers()).extracting(BlockHeader::firstSample).containsExactly(65_533L, 65_536L);
        assertThat(headers()).extracting(BlockHeader::sampleCount).containsExactly(3, 2);
        assertSamplesFitTheirIndices();
    }

    @Test
    void anEmptyRunChangesNothing() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, 0));
        assembler.add(FakeSource.run(CURRENT, 0, 10));
        assembler.add(FakeSource.run(CURRENT, 10, 0));
        assembler.add(FakeSource.run(CURRENT, 10, 10));
        assembler.flush();
        assertThat(headers()).extracting(BlockHeader::sampleCount).containsExactly(20);
    }

    @Test
    void aGapEndsTheBlockAndTheNextOneShowsIt() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, 100));
        assembler.add(FakeSource.run(CURRENT, 250, LENGTH));
        assembler.flush();
        assertThat(headers()).extracting(BlockHeader::firstSample).containsExactly(0L, 250L, 65_536L);
        assertThat(headers()).extracting(BlockHeader::endSample).containsExactly(100L, 65_536L, 65_786L);
        assertThat(headers()).extracting(BlockHeader::sequence).containsExactly(0L, 1L, 2L);
        assertSamplesFitTheirIndices();
    }

    @Test
    void aGapOfManyBlocksLeavesNoEmptyBlocks() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, LENGTH));
        assembler.add(FakeSource.run(CURRENT, 10L * LENGTH + 7, LENGTH - 7));
        assertThat(headers()).extracting(BlockHeader::firstSample).containsExactly(0L, 655_367L);
        assertThat(headers()).extracting(BlockHeader::sequence).containsExactly(0L, 1L);
    }

    @Test
    void signalsOfOneRateAreCutAtTheSameSamples() throws Exception {
        for (int first = 0; first < 200_000; first += 40_000) {
            addFrom(CURRENT, first, 40_000, 40_000);
            addFrom(VOLTAGE, first, 40_000, 777);
        }
        assembler.flush();
        assertThat(extents("current")).isEqualTo(extents("voltage")).hasSize(4);
        assertThat(headers())
                .filteredOn(header -> header.stream().signal().equals("voltage"))
                .extracting(BlockHeader::sequence)
                .containsExactly(0L, 1L, 2L, 3L);
        assertSamplesFitTheirIndices();
    }

    @Test
    void aGapOfOneSignalLeavesTheOtherAlone() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, 100));
        assembler.add(FakeSource.run(VOLTAGE, 0, 100));
        assembler.add(FakeSource.run(CURRENT, 200, 100));
        assembler.add(FakeSource.run(VOLTAGE, 100, 200));
        assembler.flush();
        assertThat(extents("current")).containsExactly("0-100", "200-300");
        assertThat(extents("voltage")).containsExactly("0-300");
    }

    @Test
    void aRunThatGoesBackIsAnError() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, 100));
        assertThatThrownBy(() -> assembler.add(FakeSource.run(CURRENT, 99, 10)))
                .isInstanceOf(IOException.class)
                .hasMessage("source D1 went back from sample 100 to 99 of current");
    }

    @Test
    void aRunBeforeTheOriginIsAnError() {
        assertThatThrownBy(() -> assembler.add(FakeSource.run(CURRENT, -1, 10)))
                .isInstanceOf(IOException.class)
                .hasMessage("source D1 went back from sample 0 to -1 of current");
    }

    @ParameterizedTest
    @CsvSource({"0.001, 1", "10, 600", "999, 59940", "1000, 1000", "10000, 10000", "65536, 65536", "2000000, 65536"})
    void slowSignalsMakeShorterBlocks(double rateHz, int length) throws Exception {
        Signal slow = new Signal("current", "A", rateHz);
        assembler.add(FakeSource.run(slow, 0, length - 1));
        assertThat(blocks).isEmpty();
        assembler.add(FakeSource.run(slow, length - 1, 1));
        assertThat(headers()).extracting(BlockHeader::sampleCount).containsExactly(length);
    }

    @Test
    void eachBlockHasTheTimeOfItsOwnFirstSample() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 5, 2 * LENGTH));
        assembler.add(FakeSource.run(CURRENT, 400_000, 10));
        assembler.flush();
        assertThat(headers()).hasSize(4).allSatisfy(header -> assertThat(header.startNanos())
                .isEqualTo(source.nanosAt(CURRENT, header.firstSample())));
    }

    @Test
    void theChecksumIsThatOfTheSamples() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, LENGTH + 3));
        assembler.flush();
        assertThat(blocks)
                .hasSize(2)
                .allSatisfy(block -> assertThat(block.header().samplesCrc32c()).isEqualTo(crc32c(block.samples())));
    }

    @Test
    void theStreamNamesWhereTheSamplesComeFrom() throws Exception {
        assembler.add(FakeSource.run(VOLTAGE, 0, 1));
        assembler.flush();
        assertThat(headers())
                .extracting(BlockHeader::stream)
                .containsExactly(new SampleStream("D1", "sleepy", "voltage", "V", SESSION, 2_000_000));
    }

    @Test
    void flushingTwiceHandsOnNothingTwice() throws Exception {
        assembler.add(FakeSource.run(CURRENT, 0, 10));
        assembler.flush();
        assembler.flush();
        assertThat(blocks).hasSize(1);
    }

    private void addFrom(Signal signal, long first, int count, int runSize) throws Exception {
        for (int done = 0; done < count; done += runSize) {
            assembler.add(FakeSource.run(signal, first + done, Math.min(runSize, count - done)));
        }
    }

    private List<BlockHeader> headers() {
        return blocks.stream().map(SampleBlock::header).toList();
    }

    private List<String> extents(String signal) {
        return headers().stream()
                .filter(header -> header.stream().signal().equals(signal))
                .map(header -> header.firstSample() + "-" + header.endSample())
                .toList();
    }

    private void assertSamplesFitTheirIndices() {
        for (SampleBlock block : blocks) {
            assertThat(block.samples())
                    .isEqualTo(FakeSource.run(
                                    CURRENT,
                                    block.header().firstSample(),
                                    block.header().sampleCount())
                            .samples());
        }
    }

    private static int crc32c(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
