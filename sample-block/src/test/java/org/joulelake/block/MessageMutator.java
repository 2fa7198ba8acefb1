package org.joulelake.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bad messages out of good ones; half of them with a checksum that fits, so that the checks behind it are met. */
final class MessageMutator {

    private static final int HEADER = 80;
    private static final int[] LENGTH_FIELDS = {8, 64, 72, 76};
    private static final int[] ABSURD = {
        0, 1, -1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 263_244, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final Random random;
    private final List<byte[]> messages;

    MessageMutator(long seed, List<byte[]> messages) {
        this.random = new Random(seed);
        this.messages = messages;
    }

    byte[] next() {
        byte[] message = any().clone();
        for (int mutations = 1 + random.nextInt(3); mutations > 0 && message.length > 0; mutations--) {
            message = mutated(message);
        }
        return message.length >= HEADER && random.nextBoolean() ? repaired(message) : message;
    }

    private byte[] any() {
        return messages.get(random.nextInt(messages.size()));
    }

    private byte[] mutated(byte[] message) {
        return switch (random.nextInt(7)) {
            case 0 -> withFlippedBit(message);
            case 1 -> withRandomByte(message);
            case 2 -> Arrays.copyOf(message, random.nextInt(message.length + 20));
            case 3 -> spliced(message);
            case 4 -> withOtherLength(message);
            case 5 -> withSpecialByte(message);
            default -> withOtherContent(message);
        };
    }

    private byte[] withFlippedBit(byte[] message) {
        message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return message;
    }

    private byte[] withRandomByte(byte[] message) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
        return message;
    }

    private byte[] withSpecialByte(byte[] message) {
        message[random.nextInt(Math.min(message.length, HEADER))] = (byte) ABSURD[random.nextInt(5)];
        return message;
    }

    private byte[] spliced(byte[] message) {
        byte[] other = any();
        int head = random.nextInt(message.length);
        int tail = random.nextBoolean() ? Math.min(head, other.length) : random.nextInt(other.length);
        return ZstdFrames.concat(Arrays.copyOf(message, head), Arrays.copyOfRange(other, tail, other.length));
    }

    private byte[] withOtherLength(byte[] message) {
        int field = LENGTH_FIELDS[random.nextInt(LENGTH_FIELDS.length)];
        if (message.length >= HEADER) {
            ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
            int near = fields.getInt(field) + random.nextInt(5) - 2;
            fields.putInt(field, random.nextBoolean() ? near : ABSURD[random.nextInt(ABSURD.length)]);
        }
        return message;
    }

    /** Unpacks a zstd payload, changes a byte and packs it again: what the frame hides is hostile, too. */
    private byte[] withOtherContent(byte[] message) {
        if (message.length < HEADER) {
            return message;
        }
        int start = Messages.payloadOffset(message) + beforeFrame(message);
        if (start >= message.length) {
            return message;
        }
        try {
            byte[] content = Zstd.decompressFrame(Arrays.copyOfRange(message, start, message.length));
            if (content.length > 0) {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            return ZstdFrames.concat(Arrays.copyOf(message, start), Zstd.compress(content));
        } catch (ZstdException | NegativeArraySizeException e) {
            return message;
        }
    }

    private static int beforeFrame(byte[] message) {
        if (message[5] == Codec.LATTICE.id()) {
            return 4;
        }
        return message[5] == Codec.DERIVED.id() ? 1 : 0;
    }

    /** Lengths made to fit, mostly; the checksum over the message always; that over the samples, mostly, too. */
    private byte[] repaired(byte[] message) {
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (random.nextInt(4) > 0) {
            fields.putInt(8, message.length).putInt(72, message.length - Messages.payloadOffset(message));
        }
        Messages.withChecksum(message);
        return random.nextInt(4) > 0 ? withSamplesChecksum(message) : message;
    }

    /** Only the reader knows what the samples are; the complaint about their checksum tells what would fit. */
    private static byte[] withSamplesChecksum(byte[] message) {
        try {
            BlockReader.read(message);
        } catch (BlockFormatException e) {
            if (e.reason() == BlockFormatException.Reason.SAMPLES_CHECKSUM) {
                String computed = e.getMessage().substring(e.getMessage().length() - 8);
                ByteBuffer.wrap(message)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(68, Integer.parseUnsignedInt(computed, 16));
                Messages.withChecksum(message);
            }
        }
        return message;
    }
}
