package org.joulelake.query;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Between which values a quantile is, by the stored least and greatest sample of each block: at most so many samples are
 * below, at least so many are not above. For a quantile near 0 or 1 that leaves few blocks to read.
 */
final class Brackets {

    /** A block that is cut by the range has some of its samples in it, maybe none. */
    private static final String BLOCKS =
            """
            SELECT joulelake_upper(min), joulelake_upper(max),
                   sum(CAST(IF(whole, sample_count - missing_count, 0) AS BIGINT)),
                   sum(CAST(sample_count - missing_count AS BIGINT))
            FROM (%s) WHERE sample_count > missing_count GROUP BY 1, 2""";

    private static final int LOWER_HALF = (1 << Short.SIZE) - 1;

    /** Samples in blocks by the upper half of the bits of their least sample, at most; of their greatest, at least. */
    private final NavigableMap<Integer, Long> mostByLeast = new TreeMap<>();

    private final NavigableMap<Integer, Long> leastByGreatest = new TreeMap<>();

    /** Takes blocks of these least and greatest upper halves, with so many samples at least and at most. */
    void add(int least, int greatest, long atLeast, long atMost) {
        mostByLeast.merge(least, atMost, Long::sum);
        leastByGreatest.merge(greatest, atLeast, Long::sum);
    }

    /** In which intervals the quantiles are. Where nothing is known, in all. */
    static Intervals of(Readings readings, List<Double> quantiles) {
        if (!readings.areAllInBlocks()) {
            return Intervals.ALL;
        }
        Brackets brackets = new Brackets();
        for (Row row :
                SparkSession.active().sql(BLOCKS.formatted(readings.blocks())).collectAsList()) {
            brackets.add(row.getInt(0), row.getInt(1), row.getLong(2), row.getLong(3));
        }
        return brackets.of(quantiles);
    }

    Intervals of(List<Double> quantiles) {
        if (mostByLeast.isEmpty()) {
            return Intervals.ALL;
        }
        long atLeast =
                leastByGreatest.values().stream().mapToLong(Long::longValue).sum();
        long atMost = mostByLeast.values().stream().mapToLong(Long::longValue).sum();
        List<Intervals.Interval> intervals = new ArrayList<>();
        for (double quantile : quantiles) {
            int low = firstBeyond(mostByLeast, rank(quantile, atLeast));
            int high = firstBeyond(leastByGreatest, rank(quantile, atMost));
            intervals.add(new Intervals.Interval(least(low), greatest(high)));
        }
        return new Intervals(intervals).merged();
    }

    /** How many samples are before the quantile of so many, as the statement of {@link QuantilesFunction} has it. */
    static long rank(double quantile, long samples) {
        return (long) Math.max(Math.ceil(quantile * samples - 1), 0);
    }

    /** The first key up to which there are more than so many; the last one if there are not. */
    private static int firstBeyond(NavigableMap<Integer, Long> counts, long rank) {
        long sum = 0;
        for (NavigableMap.Entry<Integer, Long> entry : counts.entrySet()) {
            sum += entry.getValue();
            if (sum > rank) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }

    private static float least(int upper) {
        float value = SortableBits.value(upper << Short.SIZE);
        return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
    }

    private static float greatest(int upper) {
        float value = SortableBits.value(upper << Short.SIZE | LOWER_HALF);
        return Float.isNaN(value) ? Float.POSITIVE_INFINITY : value;
    }
}
