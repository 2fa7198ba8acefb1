package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

import java.util.ArrayList;
import java.util.List;

/** Figures of the samples of one block in windows of time about events. A sample may be near several events. */
public final class AlignedLoop {

    /** An event, as the statement hands it over. */
    static final String EVENT = "struct(first_index, number, start_ns)";

    /** {@code number} is that of the window, 0 the first; {@code length}: how many samples all of it should have. */
    static final DataType WINDOWS = DataTypes.createArrayType(
            DataType.fromDDL("event INT, event_ns BIGINT, number BIGINT, length BIGINT, present BIGINT, sum DOUBLE,"
                    + " min FLOAT, max FLOAT"),
            false);

    private static final int EVENT_FIELDS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private AlignedLoop() {}

    /**
     * Windows that have samples.
     *
     * @param first index of the first sample in its session
     * @param events of {@link #EVENT}, by the index of a sample of {@code eventRateHz}, ascending
     * @param fromNanos where the first window begins after the event; usually negative
     * @param untilNanos where the last one ends
     */
    public static ArrayData windows(
            ArrayData values,
            long first,
            double rateHz,
            ArrayData events,
            double eventRateHz,
            long fromNanos,
            long untilNanos,
            long widthNanos) {
        float[] samples = values.toFloatArray();
        List<Object> windows = new ArrayList<>();
        for (int i = firstNear(first, rateHz, events, eventRateHz, untilNanos); i < events.numElements(); i++) {
            InternalRow event = events.getStruct(i, EVENT_FIELDS);
            double place = event.getLong(0) * (rateHz / eventRateHz) - first;
            long begin = position(place, rateHz, fromNanos);
            if (begin >= samples.length) {
                break;
            }
            int end = (int) Math.min(samples.length, position(place, rateHz, untilNanos));
            for (int from = (int) Math.max(0, begin); from < end; ) {
                long number = Math.floorDiv(nanos(from - place, rateHz) - fromNanos, widthNanos);
                long border = fromNanos + number * widthNanos;
                long last = position(place, rateHz, Math.min(border + widthNanos, untilNanos));
                int until = (int) Math.min(end, last);
                windows.add(window(event, number, samples, from, until, last - position(place, rateHz, border)));
                from = until;
            }
        }
        return new GenericArrayData(windows.toArray());
    }

    private static int firstNear(long first, double rateHz, ArrayData events, double eventRateHz, long untilNanos) {
        int least = 0;
        int most = events.numElements();
        while (least < most) {
            int middle = (least + most) >>> 1;
            long index = events.getStruct(middle, EVENT_FIELDS).getLong(0);
            if (nanos(first - index * (rateHz / eventRateHz), rateHz) >= untilNanos) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    /** Position of the first sample that is so long after the event or longer; not all positions are in the block. */
    private static long position(double place, double rateHz, long nanos) {
        long position = (long) Math.floor(place + nanos * rateHz / NANOS_PER_SECOND) - 1;
        while (nanos(position - place, rateHz) < nanos) {
            position++;
        }
        return position;
    }

    private static long nanos(double samples, double rateHz) {
        return (long) Math.floor(samples * NANOS_PER_SECOND / rateHz + 0.5);
    }

    private static GenericInternalRow window(
            InternalRow event, long number, float[] samples, int from, int until, long length) {
        double sum = 0;
        long present = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < until; i++) {
            if (!Float.isNaN(samples[i])) {
                sum += samples[i];
                present++;
                min = Math.min(min, samples[i]);
                max = Math.max(max, samples[i]);
            }
        }
        return new GenericInternalRow(
                new Object[] {event.getInt(1), event.getLong(2), number, length, present, sum, min, max});
    }
}
