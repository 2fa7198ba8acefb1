package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.joulelake.block.BlockFormatException.Reason;

/**
 * Reads messages of format version 1 and believes nothing: bounds first, then the checksum over the message, then the
 * fields, then the payload, with the checksum over the decoded samples. Has no state; may be shared by threads.
 */
public final class BlockReader {

    /** The texts of a message in their order, by the names of the components that they become. */
    private static final List<String> TEXTS = List.of("device", "algorithm", "signal", "unit");

    private BlockReader() {}

    /**
     * The block of a message. The message is not changed.
     *
     * @throws BlockFormatException if the message is not, in every bit, what a writer wrote
     */
    public static Block read(byte[] message) throws BlockFormatException {
        requireFrame(message);
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        requireChecksum(message, fields);
        Codec codec = codec(fields);
        int payloadOffset = payloadOffset(fields);
        BlockHeader header = header(fields, codec);
        return codec.payloadCodec().decode(header, message, payloadOffset, message.length - payloadOffset);
    }

    /**
     * What a message says about its samples, which are not decoded.
     *
     * @throws BlockFormatException if the message is not what a writer wrote, as far as its checksum tells
     */
    public static BlockHeader readHeader(byte[] message) throws BlockFormatException {
        requireFrame(message);
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        requireChecksum(message, fields);
        Codec codec = codec(fields);
        payloadOffset(fields);
        return header(fields, codec);
    }

    /**
     * What a message that may be damaged says about its samples: enough to look where it belongs, not to be believed. Only
     * magic, version, bounds and texts are checked, no length and no checksum.
     *
     * @return nothing if it says nothing that could be true
     */
    public static Optional<BlockHeader> claimedHeader(byte[] message) {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        try {
            requireMagic(fields);
            requireVersion(fields);
            boolean hasHeader =
                    message.length >= BlockLayout.TEXTS && message.length >= textOffset(BlockLayout.TEXT_COUNT, fields);
            return hasHeader ? Optional.of(header(fields, codec(fields))) : Optional.empty();
        } catch (BlockFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The codec of a message that {@link #read} has accepted.
     *
     * @throws BlockFormatException if the codec is unknown
     */
    public static Codec codec(byte[] message) throws BlockFormatException {
        return codec(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Magic, version and length: enough to know what kind of message this is and that it is whole. */
    private static void requireFrame(byte[] message) throws BlockFormatException {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        requireMagic(fields);
        requireVersion(fields);
        requireWhole(fields);
    }

    private static void requireMagic(ByteBuffer fields) throws BlockFormatException {
        if (fields.capacity() < BlockLayout.VERSION) {
            throw headerCut(fields);
        }
        int magic = fields.getInt(BlockLayout.MAGIC);
        if (magic != BlockLayout.MAGIC_VALUE) {
            throw new BlockFormatException(
                    Reason.NOT_A_BLOCK,
                    BlockLayout.MAGIC,
                    String.format("starts with %08x instead of \"JLKB\"", Integer.reverseBytes(magic)));
        }
    }

    private static void requireVersion(ByteBuffer fields) throws BlockFormatException {
        if (fields.capacity() < BlockLayout.CODEC) {
            throw headerCut(fields);
        }
        int version = fields.get(BlockLayout.VERSION) & 0xFF;
        if (version != BlockLayout.VERSION_VALUE) {
            throw new BlockFormatException(
                    Reason.UNSUPPORTED_VERSION,
                    BlockLayout.VERSION,
                    "format version " + version + "; this reader knows version " + BlockLayout.VERSION_VALUE);
        }
    }

    private static void requireWhole(ByteBuffer fields) throws BlockFormatException {
        if (fields.capacity() < BlockLayout.TEXTS) {
            throw headerCut(fields);
        }
        long announced = Integer.toUnsignedLong(fields.getInt(BlockLayout.MESSAGE_LENGTH));
        if (announced > BlockLayout.MAX_MESSAGE_LENGTH) {
            throw new BlockFormatException(
                    Reason.BAD_LENGTH,
                    BlockLayout.MESSAGE_LENGTH,
                    "announces " + announced + " bytes; at most " + BlockLayout.MAX_MESSAGE_LENGTH + " are allowed");
        }
        if (announced > fields.capacity()) {
            throw new BlockFormatException(
                    Reason.TRUNCATED, fields.capacity(), "announces " + announced + " bytes, has " + fields.capacity());
        }
        if (announced < fields.capacity()) {
            throw new BlockFormatException(
                    Reason.BAD_LENGTH,
                    BlockLayout.MESSAGE_LENGTH,
                    "announces " + announced + " bytes, has " + fields.capacity());
        }
    }

    private static BlockFormatException headerCut(ByteBuffer fields) {
        return new BlockFormatException(
                Reason.TRUNCATED,
                fields.capacity(),
                "message has " + fields.capacity() + " bytes, fewer than the " + BlockLayout.TEXTS + " of a header");
    }

    private static void requireChecksum(byte[] message, ByteBuffer fields) throws BlockFormatException {
        int stored = fields.getInt(BlockLayout.MESSAGE_CRC);
        int computed = MessageChecksum.of(message);
        if (stored != computed) {
            throw BlockFormatException.checksum(Reason.MESSAGE_CHECKSUM, BlockLayout.MESSAGE_CRC, stored, computed);
        }
    }

    private static Codec codec(ByteBuffer fields) throws BlockFormatException {
        if (fields.getShort(BlockLayout.RESERVED) != 0) {
            throw new BlockFormatException(Reason.BAD_FIELD, BlockLayout.RESERVED, "reserved bytes are not 0");
        }
        int id = fields.get(BlockLayout.CODEC) & 0xFF;
        return Codec.withId(id)
                .orElseThrow(() -> new BlockFormatException(
                        Reason.UNKNOWN_CODEC, BlockLayout.CODEC, "codec " + id + "; a newer reader may know it"));
    }

    /** Where the payload begins, once it is certain that texts and payload fill the message. */
    private static int payloadOffset(ByteBuffer fields) throws BlockFormatException {
        int offset = textOffset(BlockLayout.TEXT_COUNT, fields);
        long payload = Integer.toUnsignedLong(fields.getInt(BlockLayout.PAYLOAD_LENGTH));
        if (offset + payload != fields.capacity()) {
            throw new BlockFormatException(
                    Reason.BAD_LENGTH,
                    BlockLayout.PAYLOAD_LENGTH,
                    "texts end at byte " + offset + " and the payload announces " + payload
                            + " bytes, but the message has " + fields.capacity());
        }
        return offset;
    }

    /** The header of a message in a codec that not every stream may have. */
    private static BlockHeader header(ByteBuffer fields, Codec codec) throws BlockFormatException {
        BlockHeader header = header(fields);
        try {
            codec.payloadCodec().requireFits(header.stream());
            return header;
        } catch (HeaderFieldException e) {
            throw badField(e, fields);
        }
    }

    private static BlockHeader header(ByteBuffer fields) throws BlockFormatException {
        String[] texts = texts(fields);
        try {
            UUID session = new UUID(
                    Long.reverseBytes(fields.getLong(BlockLayout.SESSION)),
                    Long.reverseBytes(fields.getLong(BlockLayout.SESSION + Long.BYTES)));
            SampleStream stream = new SampleStream(
                    texts[0], texts[1], texts[2], texts[3], session, fields.getDouble(BlockLayout.SAMPLE_RATE));
            return new BlockHeader(
                    stream,
                    fields.getLong(BlockLayout.SEQUENCE),
                    fields.getLong(BlockLayout.FIRST_SAMPLE),
                    fields.getLong(BlockLayout.START_NANOS),
                    fields.getInt(BlockLayout.SAMPLE_COUNT),
                    fields.getInt(BlockLayout.SAMPLES_CRC));
        } catch (HeaderFieldException e) {
            throw badField(e, fields);
        }
    }

    private static BlockFormatException badField(HeaderFieldException e, ByteBuffer fields) {
        return new BlockFormatException(Reason.BAD_FIELD, offsetOf(e.field(), fields), e.getMessage(), e);
    }

    private static int offsetOf(String field, ByteBuffer fields) {
        return switch (field) {
            case "sequence" -> BlockLayout.SEQUENCE;
            case "firstSample" -> BlockLayout.FIRST_SAMPLE;
            case "startNanos" -> BlockLayout.START_NANOS;
            case "sampleRateHz" -> BlockLayout.SAMPLE_RATE;
            case "sampleCount" -> BlockLayout.SAMPLE_COUNT;
            default -> textOffset(TEXTS.indexOf(field), fields);
        };
    }

    /** Where the text begins that has so many others before it; with all four, where the payload does. */
    private static int textOffset(int textsBefore, ByteBuffer fields) {
        int offset = BlockLayout.TEXTS;
        for (int i = 0; i < textsBefore; i++) {
            offset += fields.get(BlockLayout.TEXT_LENGTHS + i) & 0xFF;
        }
        return offset;
    }

    private static String[] texts(ByteBuffer fields) throws BlockFormatException {
        String[] texts = new String[BlockLayout.TEXT_COUNT];
        int offset = BlockLayout.TEXTS;
        for (int i = 0; i < texts.length; i++) {
            int length = fields.get(BlockLayout.TEXT_LENGTHS + i) & 0xFF;
            try {
                texts[i] = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(fields.slice(offset, length))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new BlockFormatException(Reason.BAD_FIELD, offset, TEXTS.get(i) + " is not UTF-8", e);
            }
            offset += length;
        }
        return texts;
    }
}
