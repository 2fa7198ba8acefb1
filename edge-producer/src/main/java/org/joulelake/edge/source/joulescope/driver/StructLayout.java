package org.joulelake.edge.source.joulescope.driver;

import java.util.LinkedHashMap;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.jna.CStructure;
import org.joulelake.edge.source.joulescope.jna.JsdrvStatistics;
import org.joulelake.edge.source.joulescope.jna.JsdrvStreamSignal;
import org.joulelake.edge.source.joulescope.jna.JsdrvTimeMap;
import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/**
 * Sizes and offsets in bytes of the driver's structures, as {@code offsetof} gave them for driver 2.2.12 to 2.5.4 on
 * x86-64 Linux. Messages are read by these numbers; {@link #check()} holds them against this platform's layout.
 */
public final class StructLayout {

    /** Of {@code jsdrv_union_s}. */
    public static final int UNION_BYTES = 16;

    static final int UNION_TYPE = 0;
    static final int UNION_APP = 3;
    static final int UNION_SIZE = 4;
    static final int UNION_VALUE = 8;

    /** Of {@code jsdrv_stream_signal_s} without its data. */
    public static final int STREAM_HEADER_BYTES = 56;

    /** {@code version} of {@code jsdrv_stream_signal_s}. */
    public static final int STREAM_VERSION = 0;

    /** {@code sample_id}. */
    public static final int STREAM_SAMPLE_ID = 8;

    /** {@code field_id}. */
    public static final int STREAM_FIELD_ID = 16;

    /** {@code index}. */
    public static final int STREAM_INDEX = 17;

    /** {@code element_type}. */
    public static final int STREAM_ELEMENT_TYPE = 18;

    /** {@code element_size_bits}. */
    public static final int STREAM_ELEMENT_BITS = 19;

    /** {@code element_count}. */
    public static final int STREAM_ELEMENT_COUNT = 20;

    /** {@code sample_rate}. */
    public static final int STREAM_SAMPLE_RATE = 24;

    /** {@code decimate_factor}. */
    public static final int STREAM_DECIMATE_FACTOR = 28;

    /** {@code time_map} of {@code jsdrv_stream_signal_s}. */
    public static final int STREAM_TIME_MAP = 32;

    /** {@code offset_time}, within a time map. */
    public static final int TIME_MAP_OFFSET_TIME = 0;

    /** {@code offset_counter}, within a time map. */
    public static final int TIME_MAP_OFFSET_COUNTER = 8;

    /** {@code counter_rate}, within a time map. */
    public static final int TIME_MAP_COUNTER_RATE = 16;

    /** Of {@code jsdrv_time_map_s}. */
    public static final int TIME_MAP_BYTES = 24;

    /** Of {@code jsdrv_statistics_s}. */
    public static final int STATISTICS_BYTES = 200;

    /** {@code decimate_factor} of {@code jsdrv_statistics_s}. */
    public static final int STATISTICS_DECIMATE_FACTOR = 3;

    /** {@code block_sample_count}. */
    public static final int STATISTICS_SAMPLE_COUNT = 4;

    /** {@code sample_freq}. */
    public static final int STATISTICS_SAMPLE_RATE = 8;

    /** {@code block_sample_id}. */
    public static final int STATISTICS_SAMPLE_ID = 16;

    /** {@code i_avg}: the first of avg, std, min, max of current, voltage, power, eight bytes each. */
    public static final int STATISTICS_VALUES = 32;

    /** {@code time_map} of {@code jsdrv_statistics_s}. */
    public static final int STATISTICS_TIME_MAP = 176;

    private StructLayout() {}

    /**
     * Compares with what this platform's C compiler makes of the structures.
     *
     * @throws CommandException if anything is elsewhere: nothing that the driver says could be believed
     */
    static void check() {
        expect(new JsdrvUnion(), UNION_BYTES, Map.of("type", 0, "app", 3, "size", 4, "value", 8));
        expect(
                new JsdrvTimeMap(),
                TIME_MAP_BYTES,
                Map.of("offset_time", 0, "offset_counter", 8, "counter_rate", TIME_MAP_COUNTER_RATE));
        expect(new JsdrvStreamSignal(), STREAM_HEADER_BYTES, stream());
        expect(new JsdrvStatistics(), STATISTICS_BYTES, statistics());
    }

    private static Map<String, Integer> stream() {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        offsets.put("version", STREAM_VERSION);
        offsets.put("sample_id", STREAM_SAMPLE_ID);
        offsets.put("field_id", STREAM_FIELD_ID);
        offsets.put("index", STREAM_INDEX);
        offsets.put("element_type", STREAM_ELEMENT_TYPE);
        offsets.put("element_size_bits", STREAM_ELEMENT_BITS);
        offsets.put("element_count", STREAM_ELEMENT_COUNT);
        offsets.put("sample_rate", STREAM_SAMPLE_RATE);
        offsets.put("decimate_factor", STREAM_DECIMATE_FACTOR);
        offsets.put("time_map", STREAM_TIME_MAP);
        return offsets;
    }

    private static Map<String, Integer> statistics() {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        offsets.put("version", 0);
        offsets.put("decimate_factor", STATISTICS_DECIMATE_FACTOR);
        offsets.put("block_sample_count", STATISTICS_SAMPLE_COUNT);
        offsets.put("sample_freq", STATISTICS_SAMPLE_RATE);
        offsets.put("block_sample_id", STATISTICS_SAMPLE_ID);
        offsets.put("i_avg", STATISTICS_VALUES);
        offsets.put("p_max", STATISTICS_VALUES + 11 * Double.BYTES);
        offsets.put("time_map", STATISTICS_TIME_MAP);
        return offsets;
    }

    /** Holds one structure against what is expected of it. */
    static void expect(CStructure structure, int size, Map<String, Integer> offsets) {
        String name = structure.getClass().getSimpleName();
        require(name, "size", structure.size(), size);
        offsets.forEach((field, offset) -> require(name, "offset of " + field, structure.offsetOf(field), offset));
    }

    private static void require(String structure, String what, int found, int expected) {
        if (found != expected) {
            throw new CommandException(
                    "the Joulescope driver cannot be used on this platform (%s, %s): %s of %s is %d, expected %d"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    what,
                                    structure,
                                    found,
                                    expected));
        }
    }
}
