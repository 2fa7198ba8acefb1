package org.joulelake.catalog;

import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.ViewBuilder;

import java.util.Optional;

/** {@code power.samples}: a view with a row for each sample. */
public final class SamplesView {

    /** Name of the view. */
    public static final TableIdentifier ID = TableIdentifier.of("power", "samples");

    private static final String DIALECT = "spark";

    /**
     * In whole numbers and doubles only: Spark's {@code round} and decimals cost ten times as much. A time before 1970
     * is rounded down like any other.
     */
    private static final String SQL =
            """
            SELECT device, algorithm, signal, unit, session, sample_index,
                   timestamp_micros(ts_ns div 1000L - if(ts_ns % 1000L < 0, 1L, 0L)) AS ts, ts_ns, value
            FROM (
              SELECT device, algorithm, signal, unit, session,
                     first_sample + position AS sample_index,
                     start_ns + floor(position * 1e9D / sample_rate_hz + 0.5D) AS ts_ns,
                     value
              FROM power.blocks
              LATERAL VIEW posexplode(`values`) AS position, value
            )""";

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "device", Types.StringType.get(), "name of the instrument"),
            Types.NestedField.required(2, "algorithm", Types.StringType.get(), "energy-reduction algorithm that ran"),
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
