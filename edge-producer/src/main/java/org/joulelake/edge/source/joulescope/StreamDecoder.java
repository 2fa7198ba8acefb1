package org.joulelake.edge.source.joulescope;

import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_DECIMATE_FACTOR;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_ELEMENT_BITS;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_ELEMENT_COUNT;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_ELEMENT_TYPE;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_FIELD_ID;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_HEADER_BYTES;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_INDEX;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_SAMPLE_ID;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_SAMPLE_RATE;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_TIME_MAP;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STREAM_VERSION;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** From {@code jsdrv_stream_signal_s} to samples. Nothing in a message is believed before it fits what came with it. */
final class StreamDecoder {

    private static final int VERSION = 1;

    private StreamDecoder() {}

    /**
     * The samples of a message.
     *
     * @throws RefusedMessageException if it cannot be a message of this channel
     */
    static Samples decode(Channel channel, Message message) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        if (bytes.length < STREAM_HEADER_BYTES) {
            throw refused(channel, "has %d bytes, its header alone %d", bytes.length, STREAM_HEADER_BYTES);
        }
        ByteBuffer header = message.content();
        checkKind(channel, header);
        ElementType type = type(channel, header);
        long count = unsigned(header.getInt(STREAM_ELEMENT_COUNT));
        long room = bytes.length - STREAM_HEADER_BYTES;
        if (type.bytes(count) > room) {
            throw refused(channel, "tells of %d elements and has bytes for fewer: %d", count, room);
        }
        long firstId = header.getLong(STREAM_SAMPLE_ID);
        long rateHz = unsigned(header.getInt(STREAM_SAMPLE_RATE));
        long factor = unsigned(header.getInt(STREAM_DECIMATE_FACTOR));
        if (firstId < 0 || firstId > IdTrack.GREATEST_ID || rateHz == 0 || factor == 0) {
            throw refused(channel, "has sample id %d, rate %d Hz, decimate factor %d", firstId, rateHz, factor);
        }
        return new Samples(
                channel.signalName(),
                channel.unit(),
                firstId,
                factor,
                rateHz,
                new Packed(type, bytes, STREAM_HEADER_BYTES, (int) count),
                TimeMapReader.read(header, STREAM_TIME_MAP),
                message.arrivalNanos(),
                message.droppedBefore());
    }

    /** How many samples a message tells of, without believing it: for counts of what was dropped unread. */
    static long toldCount(byte[] header) {
        return unsigned(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(STREAM_ELEMENT_COUNT));
    }

    private static void checkKind(Channel channel, ByteBuffer header) throws RefusedMessageException {
        int version = header.get(STREAM_VERSION) & 0xff;
        if (version != VERSION) {
            throw refused(channel, "has version %d, known is %d", version, VERSION);
        }
        int field = header.get(STREAM_FIELD_ID) & 0xff;
        int index = header.get(STREAM_INDEX) & 0xff;
        if (field != channel.fieldId() || index != channel.index()) {
            throw refused(
                    channel,
                    "is of field %d, index %d, not of %d, %d",
                    field,
                    index,
                    channel.fieldId(),
                    channel.index());
        }
    }

    private static ElementType type(Channel channel, ByteBuffer header) throws RefusedMessageException {
        int code = header.get(STREAM_ELEMENT_TYPE) & 0xff;
        int bits = header.get(STREAM_ELEMENT_BITS) & 0xff;
        return ElementType.of(code, bits)
                .orElseThrow(() -> refused(channel, "has elements of type %d with %d bits", code, bits));
    }

    private static long unsigned(int number) {
        return number & 0xffff_ffffL;
    }

    private static RefusedMessageException refused(Channel channel, String what, Object... args) {
        return new RefusedMessageException("a message of " + channel.signalName() + " " + what.formatted(args));
    }
}
