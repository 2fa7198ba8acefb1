package org.joulelake.edge.source.joulescope;

import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_BYTES;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_DECIMATE_FACTOR;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_SAMPLE_COUNT;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_SAMPLE_ID;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_SAMPLE_RATE;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_TIME_MAP;
import static org.joulelake.edge.source.joulescope.driver.StructLayout.STATISTICS_VALUES;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * From {@code jsdrv_statistics_s} to one sample of each statistical signal. A sample stands for the time from its own to
 * the next one's. The driver's float64 is rounded to float32; its sums since power-on (charge, energy) are not taken, as
 * float32 could not hold them: they are the sum of the means.
 */
final class StatisticsDecoder {

    private static final int VERSION = 1;
    private static final List<String> QUANTITIES = List.of("current", "voltage", "power");
    private static final List<String> UNITS = List.of("A", "V", "W");
    private static final List<String> KINDS = List.of("mean", "std", "min", "max");
    private static final String DEVIATION = "std";

    private StatisticsDecoder() {}

    /** Names of the signals that a model has. */
    static List<String> signals(Model model) {
        List<String> names = new ArrayList<>();
        for (String quantity : QUANTITIES) {
            for (String kind : KINDS) {
                if (model.computesDeviation() || !kind.equals(DEVIATION)) {
                    names.add(quantity + "_" + kind);
                }
            }
        }
        return names;
    }

    /**
     * One sample of each signal.
     *
     * @throws RefusedMessageException if it cannot be a message of statistics
     */
    static List<Samples> decode(Model model, Message message) throws RefusedMessageException {
        if (message.bytes().length < STATISTICS_BYTES) {
            throw new RefusedMessageException(
                    "a message of statistics has %d bytes, not %d".formatted(message.bytes().length, STATISTICS_BYTES));
        }
        ByteBuffer content = message.content();
        int version = content.get(0) & 0xff;
        long ids = (content.getInt(STATISTICS_SAMPLE_COUNT) & 0xffff_ffffL)
                * (content.get(STATISTICS_DECIMATE_FACTOR) & 0xff);
        long rateHz = content.getInt(STATISTICS_SAMPLE_RATE) & 0xffff_ffffL;
        long firstId = content.getLong(STATISTICS_SAMPLE_ID);
        if (version != VERSION || ids == 0 || rateHz == 0 || firstId < 0 || firstId > IdTrack.GREATEST_ID) {
            throw new RefusedMessageException(
                    "a message of statistics has version %d, sample id %d, goes over %d ids at %d Hz"
                            .formatted(version, firstId, ids, rateHz));
        }
        TimeMap timeMap = TimeMapReader.read(content, STATISTICS_TIME_MAP);
        List<Samples> all = new ArrayList<>();
        for (int quantity = 0; quantity < QUANTITIES.size(); quantity++) {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                if (model.computesDeviation() || !KINDS.get(kind).equals(DEVIATION)) {
                    int offset = STATISTICS_VALUES + (quantity * KINDS.size() + kind) * Double.BYTES;
                    all.add(new Samples(
                            QUANTITIES.get(quantity) + "_" + KINDS.get(kind),
                            UNITS.get(quantity),
                            firstId,
                            ids,
                            rateHz,
                            Packed.of((float) content.getDouble(offset)),
                            timeMap,
                            message.arrivalNanos(),
                            message.droppedBefore()));
                }
            }
        }
        return all;
    }
}
