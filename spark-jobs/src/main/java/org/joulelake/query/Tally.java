package org.joulelake.query;

/**
 * How many samples have each number, as SQL: columns {@code number, count}. Numbers grow with the samples, so a block has
 * one number if its least and its greatest sample have it; all that is shuffled is counts.
 */
final class Tally {

    private static final String ALL =
            """
            SELECT number, sum(count) AS count FROM (
              SELECT %s AS number, present AS count FROM (%s)
              UNION ALL %s
            ) GROUP BY number""";

    private static final String IN_ARRAYS =
            """
            SELECT one.number, one.count FROM (SELECT %s AS numbers FROM (%s)) LATERAL VIEW explode(numbers) AS one""";

    private Tally() {}

    /**
     * All samples.
     *
     * @param ofOne the number of the sample {@code min}, as SQL
     * @param ofMany {@link Counts} of numbers of the samples {@code values}, as SQL
     * @param mixed which blocks may have samples of several numbers that matter
     */
    static String of(Readings readings, String ofOne, String ofMany, Intervals mixed) {
        return ALL.formatted(ofOne, readings.figuresWithout(mixed.predicate()), inArrays(readings, ofMany, mixed));
    }

    /** Samples of those blocks only. */
    static String inArrays(Readings readings, String ofMany, Intervals mixed) {
        return IN_ARRAYS.formatted(ofMany, readings.arrays(mixed.predicate()));
    }
}
