package org.joulelake.edge.source.joulescope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

import org.joulelake.edge.source.joulescope.driver.Driver;
import org.joulelake.edge.source.joulescope.driver.DriverException;
import org.joulelake.edge.source.joulescope.driver.LoopBackDriver;
import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/** A million samples of one type in messages as a JS220 sends them, with gaps, and what must become of them. */
public final class LoopBackSignal {

    /** Samples of each signal. */
    public static final int SAMPLES = 1_000_000;

    /** Id of the earliest sample of all. */
    public static final long ORIGIN_ID = 10_000_000;

    private static final long ID_NANOS = 500;
    private static final int GAPS_EVERY = 7;
    private static final int GAP_SAMPLES = 1_234;

    private final String name;
    private final Channel channel;
    private final int bits;
    private final int idsPerSample;
    private final TreeMap<Long, float[]> runs = new TreeMap<>();
    private final List<Piece> pieces = new ArrayList<>();

    /** A message, and what is in it. */
    private record Piece(long firstId, byte[] message) {}

    private LoopBackSignal(Channel channel, int bits, int idsPerSample, long firstId, int perMessage) {
        name = channel.signalName();
        this.channel = channel;
        this.bits = bits;
        this.idsPerSample = idsPerSample;
        Random random = new Random(bits);
        long id = firstId;
        for (int made = 0; made < SAMPLES; made += perMessage) {
            float[] values = values(random, Math.min(perMessage, SAMPLES - made));
            runs.put((id - ORIGIN_ID) / idsPerSample, values);
            pieces.add(new Piece(id, message(id, values)));
            id += (long) values.length * idsPerSample;
            id += pieces.size() % GAPS_EVERY == 0 ? (long) GAP_SAMPLES * idsPerSample : 0;
        }
    }

    /** A million samples of each type that the driver has. */
    public static List<LoopBackSignal> all() {
        return List.of(
                new LoopBackSignal(Channel.CURRENT, 32, 2, ORIGIN_ID + 200, 49_999),
                new LoopBackSignal(Channel.CURRENT_RANGE, 4, 1, ORIGIN_ID, 99_998),
                new LoopBackSignal(Channel.GPI_0, 1, 1, ORIGIN_ID + 96, 99_992));
    }

    /** Lets a device that loops back send all signals, earlier samples first. */
    public static void sendAll(List<LoopBackSignal> signals, Driver driver) throws DriverException {
        TreeMap<Long, List<Runnable>> order = new TreeMap<>();
        List<DriverException> failures = new ArrayList<>();
        for (LoopBackSignal signal : signals) {
            String topic = LoopBackDriver.DEVICE + "/" + signal.channel.dataTopic();
            for (Piece piece : signal.pieces) {
                order.computeIfAbsent(piece.firstId, id -> new ArrayList<>())
                        .add(() -> send(driver, topic, piece.message, failures));
            }
        }
        order.values().forEach(step -> step.forEach(Runnable::run));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void send(Driver driver, String topic, byte[] message, List<DriverException> failures) {
        try {
            driver.publish(topic, JsdrvUnion.JSDRV_PAYLOAD_TYPE_STREAM, message);
        } catch (DriverException e) {
            failures.add(e);
        }
    }

    /** Name of the signal. */
    public String name() {
        return name;
    }

    /** Index of the first sample. */
    public long firstIndex() {
        return runs.firstKey();
    }

    /** Samples that are missing between the first and the last. */
    public long missing() {
        return (pieces.size() - 1) / GAPS_EVERY * (long) GAP_SAMPLES;
    }

    /** Bits of the float32 that a sample must have become; empty if there is no such sample. */
    public OptionalInt bitsAt(long index) {
        Map.Entry<Long, float[]> run = runs.floorEntry(index);
        return run == null || index - run.getKey() >= run.getValue().length
                ? OptionalInt.empty()
                : OptionalInt.of(Float.floatToRawIntBits(run.getValue()[(int) (index - run.getKey())]));
    }

    /** Time that a sample must have, in nanoseconds since the Unix epoch. */
    public long nanosAt(long index) {
        return new TimeMap(250_000_000L << 30, 0, 2_000_000).nanosAt(0) + (ORIGIN_ID + index * idsPerSample) * ID_NANOS;
    }

    /** Values within what an instrument can measure, -0.0, denormals and NaN of all kinds among them. */
    private float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            if (bits < Float.SIZE) {
                values[i] = random.nextInt(1 << bits);
            } else if (random.nextInt(100) == 0) {
                values[i] = Float.intBitsToFloat(random.nextBoolean() ? 0x7fc00000 | random.nextInt(1 << 22) : 1 << 31);
            } else {
                values[i] = (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(40) - 39);
            }
        }
        return values;
    }

    private byte[] message(long id, float... values) {
        if (bits == Float.SIZE) {
            return StreamBytes.floats(id, values).bytes();
        }
        ByteBuffer data = ByteBuffer.allocate((values.length * bits + 7) / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            int at = i * bits / 8;
            data.put(at, (byte) (data.get(at) | (int) values[i] << i * bits % 8));
        }
        return StreamBytes.packed(id, bits, values.length, data.array())
                .of(channel.fieldId(), channel.index())
                .bytes();
    }
}
