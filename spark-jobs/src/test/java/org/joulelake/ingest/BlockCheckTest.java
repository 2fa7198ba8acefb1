package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;

import org.joulelake.block.BlockStatistics;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.Codec;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.block.KafkaOrigin;
import org.joulelake.ingest.rules.RuleBook;
import org.joulelake.ingest.rules.RuleFile;

class BlockCheckTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:06.123456789Z");
    private static final SampleBlock BLOCK = TestBlocks.block(1, 2, 3);
    private static final int CODEC_BYTE = 5;
    private static final int MESSAGE_CRC = 12;
    private static final int SAMPLES_CRC = 68;

    private final BlockCheck check = new BlockCheck(RuleFile.defaults(), NOW);

    @Test
    void blockThatBreaksNothingBecomesARow() throws RefusedException {
        byte[] message = BlockWriter.write(BLOCK, Codec.RAW).orElseThrow();

        BlockRow row = check.check(record(message));

        assertThat(row.block().header()).isEqualTo(BLOCK.header());
        assertThat(row.samples()).containsExactly(1, 2, 3);
        assertThat(row.codec()).isEqualTo(Codec.RAW);
        assertThat(row.statistics().mean()).isEqualTo(2);
        assertThat(row.origin()).isEqualTo(new KafkaOrigin("t", 3, 17));
        assertThat(row.ingestedAtMicros()).isEqualTo(NOW.getEpochSecond() * 1_000_000 + 123_456);
    }

    @Test
    void everyRefusalHasItsReason() {
        byte[] message = BlockWriter.write(BLOCK);

        assertRefused(null, "empty-message", "the record has no value");
        assertRefused(new byte[0], "truncated", "message has 0 bytes");
        assertRefused(Arrays.copyOf(message, message.length - 1), "truncated", "announces");
        assertRefused(Arrays.copyOf(message, message.length + 1), "bad-length", "announces");
        assertRefused("no block, but text".getBytes(java.nio.charset.StandardCharsets.UTF_8), "not-a-block", "JLKB");
        assertRefused(changed(4, 9), "unsupported-version", "format version 9");
        assertRefused(resealed(changed(CODEC_BYTE, 200)), "unknown-codec", "codec 200");
        assertRefused(changed(message.length - 1, 0x55), "message-checksum", "stored CRC32C is");
        assertRefused(resealed(changed(SAMPLES_CRC, 0x55)), "samples-checksum", "stored CRC32C is");
    }

    @Test
    void brokenRuleIsTheReason() {
        SampleBlock hot = TestBlocks.block(TestBlocks.stream("d", "a", "temperature", "K"), 0, 300);
        SampleBlock late = SampleBlock.of(
                BLOCK.header().stream(), 0, 0, TestBlocks.START_NANOS + 3_700_000_000_000L, new float[1]);

        assertRefused(BlockWriter.write(hot), "signal.known", "signal 'temperature' has no rule");
        assertRefused(BlockWriter.write(TestBlocks.block(51)), "signal.current.max", "greatest sample is 51.0");
        assertRefused(BlockWriter.write(late), "start.max-ahead", "more than PT1H ahead");
    }

    @Test
    void derivedBlockBecomesARowWithItsFigures() throws RefusedException {
        SampleBlock power = TestBlocks.block(TestBlocks.stream("d", "a", "power", "W"), 0, 1, 2, 4);

        BlockRow row = check.check(record(BlockWriter.write(DerivedBlock.of(power))));

        assertThat(row.block().header()).isEqualTo(power.header());
        assertThat(row.samples()).isEmpty();
        assertThat(row.codec()).isEqualTo(Codec.DERIVED);
        assertThat(row.statistics()).usingRecursiveComparison().isEqualTo(power.statistics());
    }

    @Test
    void derivedBlockThatCannotBeIsRefused() {
        byte[] message = BlockWriter.write(
                DerivedBlock.of(TestBlocks.block(TestBlocks.stream("d", "a", "power", "W"), 0, 1, 2)));
        byte[] absurdCount = message.clone();
        absurdCount[message.length - 1] = 0x7F;
        byte[] absurdForm = message.clone();
        absurdForm[message.length - 27] = 9;
        byte[] otherUnit = message.clone();
        otherUnit[message.length - 28] = 'V';
        DerivedBlock hot = DerivedBlock.of(TestBlocks.block(TestBlocks.stream("d", "a", "power", "W"), 0, 1, 6_000));

        assertRefused(resealed(absurdCount), "bad-payload", "bucket 0 counts 32514 of 2 samples");
        assertRefused(resealed(absurdForm), "bad-payload", "unknown form 09 of derived content");
        assertRefused(resealed(otherUnit), "bad-field", "unit is 'V'; derived power is in W");
        assertRefused(BlockWriter.write(hot), "signal.power.max", "greatest sample is 6000.0");
    }

    @Test
    void faultInACheckRefusesTheRecordInsteadOfStoppingTheStream() {
        RuleBook defaults = RuleFile.defaults();
        RuleBook faulty = new RuleBook(defaults.signals(), 4e6, null, defaults.maxAhead());
        BlockCheck faultyCheck = new BlockCheck(faulty, NOW);

        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> faultyCheck.check(record(BlockWriter.write(BLOCK))));

        assertThat(refusal.reason()).isEqualTo("check-failed");
        assertThat(refusal).hasMessageStartingWith("java.lang.NullPointerException");
    }

    @Test
    void statisticsOfTheRowAreThoseOfTheSamples() throws RefusedException {
        float[] samples = new float[3_000];
        Arrays.setAll(new double[samples.length], i -> samples[i] = i % 40);

        BlockRow row = check.check(record(BlockWriter.write(TestBlocks.block(samples))));

        assertThat(row.statistics()).usingRecursiveComparison().isEqualTo(BlockStatistics.of(samples));
    }

    private void assertRefused(byte[] message, String reason, String detail) {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> check.check(record(message)));

        assertThat(refusal).as(reason).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal).hasMessageContaining(detail);
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord(new KafkaOrigin("t", 3, 17), 0, null, value);
    }

    private static byte[] changed(int offset, int value) {
        byte[] message = BlockWriter.write(BLOCK);
        message[offset] = (byte) value;
        return message;
    }

    /** With a checksum that fits again: what a faulty producer, not a faulty disk, would send. */
    private static byte[] resealed(byte[] message) {
        CRC32C crc = new CRC32C();
        crc.update(message, 0, MESSAGE_CRC);
        crc.update(message, MESSAGE_CRC + 4, message.length - MESSAGE_CRC - 4);
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(MESSAGE_CRC, (int) crc.getValue());
        return message;
    }
}
