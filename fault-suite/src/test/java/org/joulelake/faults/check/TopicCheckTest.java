package org.joulelake.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.Codec;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.source.sim.SimulationSpec;

/** A check that finds nothing wrong proves something only if it finds what is. */
class TopicCheckTest {

    private static final int BLOCK_SAMPLES = 65_536;
    private static final int SAMPLES_PER_SIGNAL = 500_000;
    private static final int LAST_BLOCK_SAMPLES = SAMPLES_PER_SIGNAL % BLOCK_SAMPLES;

    /** Place of a derived block among the records; those before it are of current and voltage. */
    private static final int DERIVED = 5;

    private List<TopicRecord> records;

    @BeforeEach
    void publish() throws Exception {
        records = new ArrayList<>(Publication.records());
    }

    @Test
    void aWholeTopicPasses() {
        CheckResult result = Publication.check(records);
        assertThat(result)
                .isEqualTo(new CheckResult(3 * SAMPLES_PER_SIGNAL, 0, 0, 0, 0, 0, 0, 0, 0, 0, SAMPLES_PER_SIGNAL));
        assertThat(result.passed()).isTrue();
    }

    @Test
    void aMissingBlockIsLost() {
        records.remove(4);
        CheckResult result = Publication.check(records);
        assertThat(result.samplesLost()).isEqualTo(BLOCK_SAMPLES);
        assertThat(result.blocksLost()).isEqualTo(1);
        assertThat(result.samplesAltered()).isZero();
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aMissingFirstBlockIsLost() {
        records.remove(0);
        assertThat(Publication.check(records).samplesLost()).isEqualTo(BLOCK_SAMPLES);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void aMissingLastBlockIsLost() {
        records.remove(records.size() - 1);
        assertThat(Publication.check(records).samplesLost()).isEqualTo(LAST_BLOCK_SAMPLES);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void anEmptyTopicHasLostAll() {
        CheckResult result = Publication.check(List.of());
        assertThat(result.samplesLost()).isEqualTo(3 * SAMPLES_PER_SIGNAL);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aMissingDerivedBlockIsLost() {
        records.remove(DERIVED);
        CheckResult result = Publication.check(records);
        assertThat(result.samplesLost()).isEqualTo(BLOCK_SAMPLES);
        assertThat(result.blocksLost()).isEqualTo(1);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aDerivedBlockWithAnotherFigureIsAlteredAsAWhole() throws IOException {
        Block block = BlockReader.read(records.get(DERIVED).value());
        float[] samples = new float[block.header().sampleCount()];
        BlockHeader header = block.header();
        records.set(DERIVED, Publication.record(new DerivedBlock(header, BlockStatistics.of(samples))));
        CheckResult result = Publication.check(records);
        assertThat(result.samplesAltered()).isEqualTo(BLOCK_SAMPLES);
        assertThat(result.samplesLost()).isZero();
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aDerivedBlockWithAnotherChecksumIsAlteredAsAWhole() throws IOException {
        Block block = BlockReader.read(records.get(DERIVED).value());
        BlockHeader header = block.header();
        BlockHeader other = new BlockHeader(
                header.stream(),
                header.sequence(),
                header.firstSample(),
                header.startNanos(),
                header.sampleCount(),
                header.samplesCrc32c() + 1);
        records.set(DERIVED, Publication.record(new DerivedBlock(other, block.statistics())));
        assertThat(Publication.check(records).samplesAltered()).isEqualTo(BLOCK_SAMPLES);
    }

    @Test
    void aSampleOfWhichOneBitDiffersIsAltered() throws IOException {
        SampleBlock block = Publication.block(records.get(4));
        float[] samples = block.samples().clone();
        samples[1_000] = Float.intBitsToFloat(Float.floatToRawIntBits(samples[1_000]) ^ 1);
        records.set(4, with(block, block.header().sequence(), block.header().startNanos(), samples));
        CheckResult result = Publication.check(records);
        assertThat(result.samplesAltered()).isEqualTo(1);
        assertThat(result.samplesLost()).isZero();
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aBlockWithAnotherTimeIsAltered() throws IOException {
        SampleBlock block = Publication.block(records.get(4));
        BlockHeader header = block.header();
        records.set(4, with(block, header.sequence(), header.startNanos() + 1, block.samples()));
        assertThat(Publication.check(records).samplesAltered()).isEqualTo(BLOCK_SAMPLES);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void aRepeatOfTheSameBytesIsCountedAndAllowed() {
        records.add(9, records.get(4));
        CheckResult result = Publication.check(records);
        assertThat(result.repeats()).isEqualTo(1);
        assertThat(result.passed()).isTrue();
    }

    @Test
    void aRepeatOfOtherBytesIsNotAllowedEvenWithTheSameSamples() throws IOException {
        TopicRecord first = records.get(4);
        byte[] raw = BlockWriter.write(Publication.block(first), Codec.RAW).orElseThrow();
        records.add(9, new TopicRecord(0, 0, 0, first.key(), raw));
        CheckResult result = Publication.check(records);
        assertThat(result.repeats()).isEqualTo(1);
        assertThat(result.differingRepeats()).isEqualTo(1);
        assertThat(result.samplesAltered()).isZero();
        assertThat(result.passed()).isFalse();
    }

    @Test
    void blocksThatChangedPlacesAreOutOfOrderButNotLost() {
        Collections.swap(records, 4, 7);
        CheckResult result = Publication.check(records);
        assertThat(result.outOfOrder()).isEqualTo(1);
        assertThat(result.samplesLost()).isZero();
        assertThat(result.samplesAltered()).isZero();
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aLateBlockIsComparedToo() throws IOException {
        SampleBlock block = Publication.block(records.remove(4));
        float[] samples = block.samples().clone();
        samples[7] += 1;
        records.add(with(block, block.header().sequence(), block.header().startNanos(), samples));
        CheckResult result = Publication.check(records);
        assertThat(result.outOfOrder()).isEqualTo(1);
        assertThat(result.samplesLost()).isZero();
        assertThat(result.samplesAltered()).isEqualTo(1);
    }

    @Test
    void aBlockInAnotherPartitionIsOutOfOrder() {
        TopicRecord record = records.get(4);
        records.set(4, new TopicRecord(1, 0, 0, record.key(), record.value()));
        assertThat(Publication.check(records).outOfOrder()).isEqualTo(1);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void theSameSamplesUnderAnotherSequenceNumberAreAltered() throws IOException {
        SampleBlock last = Publication.block(records.get(lastSent()));
        BlockHeader header = last.header();
        records.add(with(last, header.sequence() + 1, header.startNanos(), last.samples()));
        assertThat(Publication.check(records).samplesAltered()).isEqualTo(LAST_BLOCK_SAMPLES);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void samplesThatTheSourceDoesNotHaveAreAltered() throws IOException {
        SampleBlock last = Publication.block(records.get(lastSent()));
        BlockHeader header = last.header();
        SampleBlock beyond = SampleBlock.of(
                header.stream(), header.sequence() + 1, header.endSample(), header.endNanos(), new float[] {1, 2});
        records.add(Publication.record(beyond));
        assertThat(Publication.check(records).samplesAltered()).isEqualTo(2);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void aDamagedBlockIsNoBlockAndItsSamplesAreLost() {
        TopicRecord record = records.get(4);
        byte[] damaged = record.value().clone();
        damaged[damaged.length / 2] ^= 1;
        records.set(4, new TopicRecord(0, 0, 0, record.key(), damaged));
        CheckResult result = Publication.check(records);
        assertThat(result.unreadable()).isEqualTo(1);
        assertThat(result.samplesLost()).isEqualTo(BLOCK_SAMPLES);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void aRecordWithoutValueIsNoBlock() {
        records.add(new TopicRecord(0, 0, 0, "SIM-0001", null));
        assertThat(Publication.check(records).unreadable()).isEqualTo(1);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void aBlockOfAnotherDeviceIsForeign() throws Exception {
        records.addAll(Publication.records(
                        SimulationSpec.parse("SIM-0009,rate=1M,seconds=0.5,seed=3,start=2026-01-01T00:00:00Z"))
                .subList(0, 1));
        assertThat(Publication.check(records).foreign()).isEqualTo(1);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void aBlockOfAnotherSessionIsForeign() throws IOException {
        SampleBlock block = Publication.block(records.get(4));
        SampleStream stream = block.header().stream();
        SampleStream other = new SampleStream(
                stream.device(),
                stream.algorithm(),
                stream.signal(),
                stream.unit(),
                UUID.randomUUID(),
                stream.sampleRateHz());
        BlockHeader header = block.header();
        records.add(Publication.record(
                SampleBlock.of(other, header.sequence(), header.firstSample(), header.startNanos(), block.samples())));
        assertThat(Publication.check(records).foreign()).isEqualTo(1);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void aBlockUnderTheKeyOfAnotherDeviceIsForeign() {
        TopicRecord record = records.get(4);
        records.set(4, new TopicRecord(0, 0, 0, "SIM-0002", record.value()));
        assertThat(Publication.check(records).foreign()).isEqualTo(1);
        assertThat(Publication.check(records).passed()).isFalse();
    }

    @Test
    void theLongestStallIsThatOfOnePartition() {
        List<TopicRecord> timed = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            TopicRecord record = records.get(i);
            timed.add(new TopicRecord(0, 0, i < 5 ? i : 700 + i, record.key(), record.value()));
        }
        assertThat(Publication.check(timed).longestStallMillis()).isEqualTo(701);
    }

    /** Place of the last block that is not derived. */
    private int lastSent() throws IOException {
        int last = records.size() - 1;
        while (BlockReader.read(records.get(last).value()) instanceof DerivedBlock) {
            last--;
        }
        return last;
    }

    private static TopicRecord with(SampleBlock block, long sequence, long startNanos, float[] samples) {
        BlockHeader header = block.header();
        return Publication.record(SampleBlock.of(header.stream(), sequence, header.firstSample(), startNanos, samples));
    }
}
