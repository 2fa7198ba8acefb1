package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import org.joulelake.block.BlockFormatException.Reason;

/**
 * Figures of samples that are not sent.
 *
 * <pre>
 *   0  form of the content: 0 = as it is, 1 = one zstd frame
 *   1  content:  0  standard deviation (float64)
 *                8  the 18 byte planes of the buckets, each: least, greatest (float32), sum (float64), count (uint16)
 * </pre>
 *
 * <p>The other figures of the block follow from those of its buckets. A NaN has one form, not that of the processor.
 */
final class DerivedCodec implements PayloadCodec {

    private static final int FORM = 0;
    private static final int CONTENT = FORM + Byte.BYTES;

    private static final byte STORED = 0;
    private static final byte ZSTD = 1;

    private static final int BUCKETS = Double.BYTES;
    private static final int BUCKET_WIDTH = 2 * Float.BYTES + Double.BYTES + Short.BYTES;

    @Override
    public void requireFits(SampleStream stream) {
        DerivedBlock.requirePower(stream);
    }

    @Override
    public Optional<byte[]> encode(Block block) {
        return block instanceof DerivedBlock derived ? Optional.of(encode(derived.statistics())) : Optional.empty();
    }

    private static byte[] encode(BlockStatistics statistics) {
        byte[] content = content(statistics);
        byte[] packed = ZstdFrame.compress(content, CONTENT);
        if (packed.length < CONTENT + content.length) {
            packed[FORM] = ZSTD;
            return packed;
        }
        return ByteBuffer.allocate(CONTENT + content.length)
                .put(STORED)
                .put(content)
                .array();
    }

    private static byte[] content(BlockStatistics statistics) {
        int count = statistics.bucketCount().length;
        ByteBuffer buckets = ByteBuffer.allocate(count * BUCKET_WIDTH).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buckets.putFloat(statistics.bucketMin()[i])
                    .putFloat(statistics.bucketMax()[i])
                    .putLong(Double.doubleToLongBits(statistics.bucketSum()[i]))
                    .putShort((short) statistics.bucketCount()[i]);
        }
        return ByteBuffer.allocate(BUCKETS + buckets.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Double.doubleToLongBits(statistics.std()))
                .put(BytePlanes.split(buckets.array(), BUCKET_WIDTH))
                .array();
    }

    @Override
    public DerivedBlock decode(BlockHeader header, byte[] message, int offset, int length) throws BlockFormatException {
        int bucketCount = BlockStatistics.bucketCount(header.sampleCount());
        byte[] content = content(message, offset, length, BUCKETS + bucketCount * BUCKET_WIDTH);
        double std = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getDouble();
        Bucket[] buckets = buckets(content, bucketCount);
        FiguresCheck check = new FiguresCheck(offset + CONTENT);
        check.requireBuckets(buckets, header.sampleCount());
        BlockStatistics statistics = BlockStatistics.of(header.sampleCount(), buckets, std);
        check.requireStd(statistics);
        return new DerivedBlock(header, statistics);
    }

    private static byte[] content(byte[] message, int offset, int length, int contentLength)
            throws BlockFormatException {
        if (length < CONTENT) {
            throw new BlockFormatException(Reason.BAD_PAYLOAD, offset, "derived payload is empty");
        }
        byte form = message[offset + FORM];
        if (form == ZSTD) {
            return ZstdFrame.decompress(message, offset + CONTENT, length - CONTENT, contentLength);
        }
        if (form != STORED) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD, offset, String.format("unknown form %02x of derived content", form));
        }
        if (length - CONTENT != contentLength) {
            throw new BlockFormatException(
                    Reason.BAD_PAYLOAD,
                    offset + CONTENT,
                    "derived content has " + (length - CONTENT) + " bytes instead of " + contentLength);
        }
        byte[] content = new byte[contentLength];
        System.arraycopy(message, offset + CONTENT, content, 0, contentLength);
        return content;
    }

    private static Bucket[] buckets(byte[] content, int bucketCount) {
        byte[] planes = new byte[bucketCount * BUCKET_WIDTH];
        System.arraycopy(content, BUCKETS, planes, 0, planes.length);
        ByteBuffer records =
                ByteBuffer.wrap(BytePlanes.join(planes, BUCKET_WIDTH)).order(ByteOrder.LITTLE_ENDIAN);
        Bucket[] buckets = new Bucket[bucketCount];
        for (int i = 0; i < bucketCount; i++) {
            float min = records.getFloat();
            float max = records.getFloat();
            double sum = records.getDouble();
            buckets[i] = new Bucket(records.getShort() & 0xFFFF, min, max, sum, 0);
        }
        return buckets;
    }
}
