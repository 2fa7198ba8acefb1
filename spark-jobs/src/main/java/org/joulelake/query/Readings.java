package org.joulelake.query;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The samples of one signal of a question, each in a block whose stored figures are enough or in an array; of power also
 * those that are current × voltage. All is read from one snapshot of the lake, however often.
 */
final class Readings {

    private static final String FIGURES =
            """
            SELECT CAST(sample_count - missing_count AS BIGINT) AS present, min, max
            FROM (%s) WHERE whole AND sample_count > missing_count AND NOT %s""";

    private static final String WHOLE = "SELECT * FROM (%s) WHERE whole AND %s";

    private static final String LENGTHS =
            """
            SELECT session, min(unit) AS unit, max(unit) AS other_unit,
                   max(first_sample + until) - min(first_sample + skipped) AS length
            FROM (%s) WHERE skipped < until GROUP BY session, from_ns""";

    private static final String COVERED =
            """
            SELECT coalesce(sum(length), 0L), count(DISTINCT session), min(unit), max(other_unit) FROM (%s)""";

    private final Parts parts;
    private final String signal;
    private final Optional<String> products;

    private Readings(Parts parts, String signal, Optional<String> products) {
        this.parts = parts;
        this.signal = signal;
        this.products = products;
    }

    /**
     * Asks the lake where the samples are.
     *
     * @throws QueryException if it does not know the device, the algorithm or the signal
     */
    static Readings of(Question question, String signal) {
        if (!signal.equals(Power.SIGNAL)) {
            Parts parts = new Parts(question);
            parts.require(List.of(signal));
            return new Readings(parts, signal, Optional.empty());
        }
        Power power = Power.of(question);
        return new Readings(power.parts(), signal, power.products());
    }

    /** Whether blocks have all of it: then their stored figures tell, before any is read, which of them must be. */
    boolean areAllInBlocks() {
        return products.isEmpty();
    }

    /** All blocks of the signal, as {@link Parts} has them. */
    String blocks() {
        return parts.all(signal);
    }

    /** Figures {@code present, min, max} of the whole blocks for which a predicate on {@code min} and {@code max} is false. */
    String figuresWithout(String predicate) {
        return FIGURES.formatted(parts.all(signal), predicate);
    }

    /** All samples that are not in those blocks, as {@link Parts#samples} has them. */
    String arrays(String predicate) {
        return all(Parts.samples(parts.cut(signal)), Parts.samples(WHOLE.formatted(parts.all(signal), predicate)));
    }

    /**
     * Asks the lake what the samples cover; none is read for that. As SQL, a struct of {@code length}, how many samples there
     * are from the first to the last of each session with those that are missing, {@code sessions} and {@code unit}.
     *
     * @throws QueryException if sessions have different units
     */
    String covered() {
        String lengths = LENGTHS.formatted(all(Parts.samples(parts.all(signal))));
        Row row = SparkSession.active().sql(COVERED.formatted(lengths)).first();
        String unit = row.getString(2);
        if (!Objects.equals(unit, row.getString(3))) {
            throw new QueryException(
                    "the sessions have samples in %s and in %s: ask for one session".formatted(unit, row.getString(3)));
        }
        return "named_struct('length', %s, 'sessions', %s, 'unit', %s)"
                .formatted(
                        Sql.number(row.getLong(0)),
                        Sql.number(row.getLong(1)),
                        unit == null ? "CAST(NULL AS STRING)" : Sql.text(unit));
    }

    private String all(String... arrays) {
        List<String> all = new ArrayList<>(List.of(arrays));
        products.ifPresent(all::add);
        return String.join(" UNION ALL ", all);
    }
}
