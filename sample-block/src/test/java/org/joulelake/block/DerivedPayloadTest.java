package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.block.BlockAssertions.assertRefused;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.joulelake.block.BlockFormatException.Reason;

/** Figures that no samples have, in messages whose checksum fits. Offsets are those of docs/block-format.md. */
class DerivedPayloadTest {

    private static final byte[] MESSAGE = Messages.small(Codec.DERIVED);
    private static final int SIGNAL = 102;
    private static final int UNIT = 107;
    private static final int PAYLOAD = 108;
    private static final int CONTENT = PAYLOAD + 1;
    private static final double NAN = Double.NaN;

    @Test
    void figuresComeBackAndTheRestFollowsFromThem() throws BlockFormatException {
        BlockStatistics statistics =
                BlockReader.read(message(12, 1.5, bucket(-1, 2, 6, 10))).statistics();
        assertThat(statistics)
                .returns(2, BlockStatistics::missingCount)
                .returns(-1f, BlockStatistics::min)
                .returns(2f, BlockStatistics::max)
                .returns(0.6, BlockStatistics::mean)
                .returns(1.5, BlockStatistics::std)
                .returns(12, BlockStatistics::sampleCount);
    }

    @Test
    void onlyPowerInWattsIsDerived() {
        byte[] other =
                Messages.changed(MESSAGE, fields -> fields.put(SIGNAL, "tower".getBytes(StandardCharsets.US_ASCII)));
        byte[] mega = Messages.changed(MESSAGE, fields -> fields.put(UNIT, (byte) 'M'));

        assertRefused(other, Reason.BAD_FIELD, SIGNAL)
                .isEqualTo("bad-field at byte 102: signal is 'tower'; only power is derived");
        assertRefused(mega, Reason.BAD_FIELD, UNIT)
                .isEqualTo("bad-field at byte 107: unit is 'M'; derived power is in W");
        assertThatThrownBy(() -> BlockReader.readHeader(other)).isInstanceOf(BlockFormatException.class);
        assertThatThrownBy(() -> DerivedBlock.of(Messages.smallBlock()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signal is 'current'; only power is derived");
    }

    @Test
    void blockHasFiguresOfAsManySamplesAsItsHeaderSays() {
        BlockHeader header = Messages.derived(Messages.smallBlock()).header();
        BlockStatistics ofThree = BlockStatistics.of(new float[3]);
        assertThatThrownBy(() -> new DerivedBlock(header, ofThree))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header announces 12 samples, the figures are of 3");
    }

    @Test
    void payloadWithoutContentIsRefused() {
        assertRefused(Messages.withPayload(MESSAGE, new byte[0]), Reason.BAD_PAYLOAD, PAYLOAD)
                .endsWith("derived payload is empty");
        assertRefused(Messages.withPayload(MESSAGE, new byte[] {0}), Reason.BAD_PAYLOAD, CONTENT)
                .endsWith("derived content has 0 bytes instead of 26");
        assertRefused(Messages.withPayload(MESSAGE, new byte[] {1}), Reason.BAD_PAYLOAD, CONTENT)
                .endsWith("not a zstd frame");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 0x7F, 0x80, 0xFF})
    void unknownFormIsRefused(int form) {
        byte[] payload = Messages.payload(MESSAGE);
        payload[0] = (byte) form;
        assertRefused(Messages.withPayload(MESSAGE, payload), Reason.BAD_PAYLOAD, PAYLOAD)
                .endsWith(String.format("unknown form %02x of derived content", form));
    }

    @ParameterizedTest
    @CsvSource({"1, 26", "1024, 26", "1025, 44", "65535, 1160", "65536, 1160"})
    void contentHasAsManyBucketsAsFollowFromTheSampleCount(int samples, int contentLength) {
        for (int length : new int[] {0, contentLength - 18, contentLength - 1, contentLength + 1, contentLength + 18}) {
            byte[] stored = withSampleCount(samples, ZstdFrames.concat(new byte[] {0}, new byte[length]));
            assertRefused(stored, Reason.BAD_PAYLOAD, CONTENT)
                    .endsWith("derived content has " + length + " bytes instead of " + contentLength);
            byte[] packed = ZstdFrames.concat(new byte[] {1}, Zstd.compress(new byte[length]));
            assertRefused(withSampleCount(samples, packed), Reason.BAD_PAYLOAD, CONTENT)
                    .endsWith("announces " + length + " bytes instead of " + contentLength);
        }
    }

    @Test
    void bombIsRefusedWithoutUnpackingIt() {
        byte[] bomb = ZstdFrames.zerosThatAnnounce(1 << 30, 26);
        byte[] message = Messages.withPayload(MESSAGE, ZstdFrames.concat(new byte[] {1}, bomb));
        assertRefused(message, Reason.BAD_PAYLOAD, CONTENT).contains("zstd");

        long before = Allocations.ofThisThread();
        assertRefused(message, Reason.BAD_PAYLOAD, CONTENT);
        assertThat(Allocations.ofThisThread() - before).as("bytes allocated").isLessThan(1 << 20);
    }

    @Test
    void countBeyondItsBucketIsRefused() {
        assertImpossible(message(12, 0, bucket(1, 1, 13, 13)), "bucket 0 counts 13 of 12 samples");
        assertImpossible(
                message(1_026, 0, bucket(1, 1, 1_024, 1_024), bucket(1, 1, 3, 3)), "bucket 1 counts 3 of 2 samples");
        assertImpossible(
                message(1_025, 0, bucket(1, 1, 1_025, 1_025), bucket(1, 1, 1, 1)), "counts 1025 of 1024 samples");
        assertImpossible(message(12, 0, bucket(1, 1, 65_535, 65_535)), "bucket 0 counts 65535 of 12 samples");
        assertRead(message(1_026, 0, bucket(1, 1, 1_024, 1_024), bucket(1, 1, 2, 2)));
    }

    @Test
    void figuresWithoutSamplesAreRefused() {
        assertImpossible(message(12, NAN, bucket(0, 0, 0, 0)), "bucket 0 has figures without samples");
        assertImpossible(message(12, NAN, bucket(Float.NaN, 0, 0, 0)), "has figures without samples");
        assertImpossible(message(12, NAN, bucket(Float.NaN, Float.NaN, -0.0, 0)), "has figures without samples");
        assertImpossible(
                message(12, NAN, bucket(Float.intBitsToFloat(0x7FC00001), Float.NaN, 0, 0)),
                "has figures without samples");
        assertImpossible(
                message(12, 0, bucket(Float.NaN, Float.NaN, 0, 0)), "deviation is 0.0 for samples from NaN to NaN");
        assertRead(message(12, NAN, bucket(Float.NaN, Float.NaN, 0, 0)));
    }

    @Test
    void leastAboveGreatestIsRefused() {
        assertImpossible(message(12, 0, bucket(2, 1, 18, 12)), "bucket 0 is from 2.0 to 1.0");
        assertImpossible(message(12, 0, bucket(Float.NaN, 1, 12, 12)), "bucket 0 is from NaN to 1.0");
        assertImpossible(message(12, 0, bucket(1, Float.NaN, 12, 12)), "bucket 0 is from 1.0 to NaN");
    }

    @ParameterizedTest
    @ValueSource(doubles = {11.99, 24.01, -12, NAN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void sumOfNoMeanBetweenTheExtremesIsRefused(double sum) {
        assertImpossible(message(12, 0.5, bucket(1, 2, sum, 12)), "bucket 0 has the sum " + sum);
    }

    @Test
    void infinitiesHaveTheSumThatTheyMake() {
        float infinity = Float.POSITIVE_INFINITY;
        assertRead(message(12, NAN, bucket(1, infinity, infinity, 12)));
        assertRead(message(12, NAN, bucket(-infinity, 1, -infinity, 12)));
        assertRead(message(12, NAN, bucket(-infinity, infinity, NAN, 12)));
        double negativeNan = Double.longBitsToDouble(0xFFF8000000000000L);
        assertImpossible(message(12, NAN, bucket(-infinity, infinity, negativeNan, 12)), "has the sum NaN");
        assertImpossible(message(12, negativeNan, bucket(1, infinity, infinity, 12)), "deviation is NaN");
        assertImpossible(message(12, NAN, bucket(1, infinity, 12, 12)), "bucket 0 has the sum 12.0");
        assertImpossible(message(12, NAN, bucket(-infinity, infinity, infinity, 12)), "bucket 0 has the sum Infinity");
        assertImpossible(message(12, 0, bucket(1, infinity, infinity, 12)), "deviation is 0.0 for samples from 1.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 0.501, NAN, Double.POSITIVE_INFINITY})
    void deviationBeyondHalfTheRangeIsRefused(double std) {
        assertImpossible(
                message(12, std, bucket(1, 2, 18, 12)), "deviation is " + std + " for samples from 1.0 to 2.0");
    }

    private static void assertImpossible(byte[] message, String complaint) {
        assertRefused(message, Reason.BAD_PAYLOAD, CONTENT).contains(complaint);
    }

    private static void assertRead(byte[] message) {
        assertThatCode(() -> BlockReader.read(message)).doesNotThrowAnyException();
    }

    private static byte[] message(int sampleCount, double std, byte[]... buckets) {
        ByteBuffer payload = ByteBuffer.allocate(9 + 18 * buckets.length).order(ByteOrder.LITTLE_ENDIAN);
        payload.put((byte) 0).putDouble(std);
        for (int plane = 0; plane < 18; plane++) {
            for (byte[] bucket : buckets) {
                payload.put(bucket[plane]);
            }
        }
        return withSampleCount(sampleCount, payload.array());
    }

    private static byte[] withSampleCount(int sampleCount, byte[] payload) {
        return Messages.changed(Messages.withPayload(MESSAGE, payload), fields -> fields.putInt(64, sampleCount));
    }

    private static byte[] bucket(float min, float max, double sum, int count) {
        return ByteBuffer.allocate(18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(min)
                .putFloat(max)
                .putDouble(sum)
                .putShort((short) count)
                .array();
    }
}
