package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes messages of samples as an instrument's driver does; what is not said is that of a JS220's current. */
public final class StreamBytes {

    /** 2^30 ticks a second. */
    public static final long TICKS_PER_SECOND = 1L << 30;

    private static final int HEADER_BYTES = 56;

    private int version = 1;
    private long firstId;
    private int field = 1;
    private int index;
    private int type = 4;
    private int bits = 32;
    private int count;
    private int rateHz = 2_000_000;
    private int factor = 2;
    private long mapTicks = 250_000_000L * TICKS_PER_SECOND;
    private long mapId;
    private double mapRateHz = 2_000_000;
    private byte[] data = new byte[0];

    private StreamBytes() {}

    /** A message of float32 samples. */
    public static StreamBytes floats(long firstId, float... samples) {
        StreamBytes message = new StreamBytes();
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        message.firstId = firstId;
        message.count = samples.length;
        message.data = bytes.array();
        return message;
    }

    /** A message of packed samples of so many bits each. */
    public static StreamBytes packed(long firstId, int bits, int count, byte[] data) {
        StreamBytes message = new StreamBytes();
        message.firstId = firstId;
        message.type = 3;
        message.bits = bits;
        message.count = count;
        message.data = data;
        return message.every(1);
    }

    /** Another version of the structure. */
    public StreamBytes version(int number) {
        version = number;
        return this;
    }

    /** Another field and channel of it. */
    public StreamBytes of(int fieldId, int channel) {
        field = fieldId;
        index = channel;
        return this;
    }

    /** Other elements, whatever the data are. */
    public StreamBytes elements(int elementType, int elementBits) {
        type = elementType;
        bits = elementBits;
        return this;
    }

    /** Another number of elements than there are. */
    public StreamBytes telling(int elements) {
        count = elements;
        return this;
    }

    /** So many ids from a sample to the next. */
    public StreamBytes every(int ids) {
        factor = ids;
        return this;
    }

    /** So many ids a second. */
    public StreamBytes at(int idRateHz) {
        rateHz = idRateHz;
        mapRateHz = idRateHz;
        return this;
    }

    /** Another time map. */
    public StreamBytes time(long ticks, long id) {
        mapTicks = ticks;
        mapId = id;
        return this;
    }

    /** No time yet: a map of zeros. */
    public StreamBytes timeless() {
        mapTicks = 0;
        mapRateHz = 0;
        return this;
    }

    /** The message. */
    public byte[] bytes() {
        return ByteBuffer.allocate(HEADER_BYTES + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) version)
                .position(8)
                .putLong(firstId)
                .put((byte) field)
                .put((byte) index)
                .put((byte) type)
                .put((byte) bits)
                .putInt(count)
                .putInt(rateHz)
                .putInt(factor)
                .putLong(mapTicks)
                .putLong(mapId)
                .putDouble(mapRateHz)
                .put(data)
                .array();
    }
}
