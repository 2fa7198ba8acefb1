package org.joulelake.catalog;

import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.ViewBuilder;

import java.util.Optional;

/**
 * {@code power.samples}: a view with a row for each sample, computed where its block is derived. The algorithm of a sample
 * whose block names none is that of the latest row of {@code power.assignments} for its device that is not after it.
 */
public final class SamplesView {

    /** Name of the view. */
    public static final TableIdentifier ID = TableIdentifier.of("power", "samples");

    private static final String DIALECT = "spark";

    /**
     * A map from device to intervals, the first of which ends with the first assignment and the last one never. It is one
     * value, which each task gets: a join could shuffle blocks, and Spark passes over hints in the views of a catalog.
     */
    private static final String INTERVALS =
            """
            SELECT map_from_entries(collect_list(struct(device, transform(starts, (one, number) -> struct(
                     one.algorithm, one.from_ns,
                     coalesce(try_element_at(starts, number + 2).from_ns, 9223372036854775807L) AS until_ns)))))
            FROM (
              SELECT device, array_prepend(
                       sort_array(collect_list(struct(valid_from_ns AS from_ns, algorithm))),
                       struct(-9223372036854775808L AS from_ns, 'unassigned' AS algorithm)) AS starts
              FROM power.assignments
              GROUP BY device
            )""";

    /** Blocks as they are; derived ones have no samples here. */
    private static final String SENT =
            """
            SELECT device, algorithm, signal, unit, session, first_sample, sample_count, sample_rate_hz, start_ns,
                   0 AS skipped, `values`
            FROM power.blocks""";

    /**
     * Derived blocks with their samples, as far as the lake has both current and voltage of them. The three meet in tiles
     * of samples, as they may be cut at other samples: each sample is in one tile, and blocks that are cut alike meet
     * once. They meet by a grouping and not by joins: a session that does not know how large blocks are would send all
     * samples of the lake to each executor.
     *
     * <p>The signal stands here as a text: a question for another one is known to have no part in this.
     */
    private static final String DERIVED =
            """
            SELECT device, algorithm, 'power' AS signal, 'W' AS unit, session,
                   power.first_sample, power.sample_count, power.sample_rate_hz, power.start_ns,
                   CAST(first - power.first_sample AS INT) AS skipped,
                   zip_with(slice(current.`values`, CAST(first - current.first_sample AS INT) + 1, count),
                            slice(voltage.`values`, CAST(first - voltage.first_sample AS INT) + 1, count),
                            (i, u) -> i * u) AS `values`
            FROM (
              SELECT *, CAST(end - first AS INT) AS count
              FROM (
                SELECT *,
                       greatest(power.first_sample, current.first_sample, voltage.first_sample, tile * 65536L) AS first,
                       least(power.first_sample + power.sample_count, current.first_sample + current.sample_count,
                             voltage.first_sample + voltage.sample_count, (tile + 1L) * 65536L) AS end
                FROM (
                  SELECT device, algorithm, session, tile,
                         collect_list(block) FILTER (WHERE signal = 'power') AS powers,
                         collect_list(block) FILTER (WHERE signal = 'current') AS currents,
                         collect_list(block) FILTER (WHERE signal = 'voltage') AS voltages
                  FROM (
                    SELECT device, algorithm, session, signal, tile,
                           struct(first_sample, sample_count, sample_rate_hz, start_ns, `values`) AS block
                    FROM power.blocks LATERAL VIEW explode(
                      sequence(first_sample div 65536L, (first_sample + sample_count - 1L) div 65536L)) AS tile
                    WHERE signal = 'current' AND unit = 'A' OR signal = 'voltage' AND unit = 'V'
                      OR signal = 'power' AND derived
                  )
                  GROUP BY device, algorithm, session, tile
                )
                LATERAL VIEW explode(powers) AS power
                LATERAL VIEW explode(currents) AS current
                LATERAL VIEW explode(voltages) AS voltage
                WHERE power.sample_rate_hz = current.sample_rate_hz AND power.sample_rate_hz = voltage.sample_rate_hz
              )
              WHERE first < end
            )""";

    /** Of blocks that name their algorithm: as they stand there. */
    private static final String NAMED =
            """
            SELECT device, algorithm, signal, unit, session, first_sample, sample_rate_hz, start_ns, skipped, `values`,
                   true AS whole, 0L AS from_ns, 0L AS until_ns
            FROM (%s)
            WHERE algorithm <> 'unassigned'""";

    /** Of each other one: once for each interval of its device that it touches. */
    private static final String ASSIGNED =
            """
            SELECT device, part.algorithm, signal, unit, session, first_sample, sample_rate_hz, start_ns, skipped,
                   `values`, part.from_ns <= start_ns AND part.until_ns >= end_ns AS whole, part.from_ns, part.until_ns
            FROM (
              SELECT *, start_ns + floor(sample_count * 1e9D / sample_rate_hz + 0.5D) AS end_ns,
                     try_element_at((
            """
                    + INTERVALS
                    + """
                     ), device) AS intervals
              FROM (%s)
              WHERE algorithm = 'unassigned'
            )
            LATERAL VIEW explode(if(intervals IS NULL,
              array(struct('unassigned' AS algorithm, -9223372036854775808L AS from_ns,
                           9223372036854775807L AS until_ns)),
              filter(intervals, one -> one.from_ns <= end_ns AND one.until_ns > start_ns))) AS part""";

    /**
     * Named and assigned blocks apart from each other, so that a query for an algorithm reads the partitions of that
     * algorithm; put together before they are made samples, as Spark hands on the rows of a union one by one. A block
     * within one interval is taken whole; of another one, each sample is looked at.
     *
     * <p>Times in whole numbers and doubles only: Spark's {@code round} and decimals cost ten times as much. A time
     * before 1970 is rounded down like any other.
     */
    private static final String SQL =
            """
            SELECT device, algorithm, signal, unit, session, sample_index,
                   timestamp_micros(ts_ns div 1000L - if(ts_ns % 1000L < 0, 1L, 0L)) AS ts, ts_ns, value
            FROM (
              SELECT device, algorithm, signal, unit, session,
                     first_sample + (skipped + position) AS sample_index,
                     start_ns + floor((skipped + position) * 1e9D / sample_rate_hz + 0.5D) AS ts_ns,
                     value, whole, from_ns, until_ns
              FROM (
            """
                    + String.join(
                            "\nUNION ALL\n",
                            NAMED.formatted(SENT),
                            ASSIGNED.formatted(SENT),
                            NAMED.formatted(DERIVED),
                            ASSIGNED.formatted(DERIVED))
                    + """

              )
              LATERAL VIEW posexplode(`values`) AS position, value
            )
            WHERE whole OR ts_ns >= from_ns AND ts_ns < until_ns""";

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "device", Types.StringType.get(), "name of the instrument"),
            Types.NestedField.required(
                    2,
                    "algorithm",
                    Types.StringType.get(),
                    "energy-reduction algorithm that ran, as in the block, else as assigned"),
            Types.NestedField.required(3, "signal", Types.StringType.get(), "name of the signal"),
            Types.NestedField.required(4, "unit", Types.StringType.get(), "SI unit of the value"),
            Types.NestedField.required(5, "session", Types.StringType.get(), "UUID of one uninterrupted capture"),
            Types.NestedField.required(6, "sample_index", Types.LongType.get(), "index since the session began"),
            Types.NestedField.required(7, "ts", Types.TimestampType.withZone(), "time, rounded down to a microsecond"),
            Types.NestedField.required(
                    8, "ts_ns", Types.LongType.get(), "time in nanoseconds since the Unix epoch, to the nearest"),
            Types.NestedField.required(9, "value", Types.FloatType.get(), "the sample; NaN if it is missing"));

    private SamplesView() {}

    /** Makes the view, or makes it anew where its text has changed; says what it did. */
    static Optional<String> ensure(ViewCatalog catalog) {
        if (isUpToDate(catalog)) {
            return Optional.empty();
        }
        String change = (catalog.viewExists(ID) ? "replaced view " : "created view ") + ID;
        boolean won = Race.won(() -> builder(catalog).createOrReplace(), () -> isUpToDate(catalog));
        return won ? Optional.of(change) : Optional.empty();
    }

    private static boolean isUpToDate(ViewCatalog catalog) {
        if (!catalog.viewExists(ID)) {
            return false;
        }
        SQLViewRepresentation stored = catalog.loadView(ID).sqlFor(DIALECT);
        return stored != null && stored.sql().equals(SQL);
    }

    private static ViewBuilder builder(ViewCatalog catalog) {
        return catalog.buildView(ID)
                .withSchema(SCHEMA)
                .withQuery(DIALECT, SQL)
                .withDefaultCatalog(CatalogSettings.NAME)
                .withDefaultNamespace(Namespace.empty());
    }
}
