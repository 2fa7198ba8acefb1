package org.joulelake.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;

/** What Spark makes of the text of {@code power.samples}. */
@ExtendWith(LakeExtension.class)
class SamplesViewTest {

    private static SparkSession spark;

    @BeforeAll
    static void start(LakeFixture lake) {
        spark = lake.spark();
    }

    @Test
    void timesAroundTheEpochAreRoundedDownToAMicrosecond() {
        insert("epoch", 1e6, -2_001, "1, 2, 3, 4");
        List<Row> rows = samples("lake.power.samples", "epoch");
        assertThat(rows).extracting(row -> row.getLong(1)).containsExactly(-2_001L, -1_001L, -1L, 999L);
        assertThat(rows).extracting(row -> row.getLong(2)).containsExactly(-3L, -2L, -1L, 0L);
    }

    @Test
    void aTimeOfAWholeMicrosecondBeforeTheEpochIsNotMoved() {
        insert("whole", 1e6, -2_000, "1, 2, 3");
        assertThat(samples("lake.power.samples", "whole"))
                .extracting(row -> row.getLong(2))
                .containsExactly(-2L, -1L, 0L);
    }

    @Test
    void timesAreToTheNearestNanosecond() {
        insert("thirds", 3e6, 0, "1, 2, 3, 4");
        assertThat(samples("lake.power.samples", "thirds"))
                .extracting(row -> row.getLong(1))
                .containsExactly(0L, 333L, 667L, 1_000L);
    }

    @Test
    void theViewIsReadFromAnyCatalogAndNamespace() {
        insert("elsewhere", 1e6, 0, "1, 2");
        try {
            spark.sql("USE spark_catalog.default");
            assertThat(samples("lake.power.samples", "elsewhere")).hasSize(2);
            spark.sql("USE lake.power");
            assertThat(samples("samples", "elsewhere")).hasSize(2);
        } finally {
            spark.sql("USE lake");
        }
    }

    @Test
    void missingSamplesStayInTheirPlaces() {
        insert("missing", 1e6, 0, "1, float('NaN'), 3");
        List<Row> rows = samples("lake.power.samples", "missing");
        assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(100L, 101L, 102L);
        assertThat(rows).extracting(row -> row.getFloat(3)).containsExactly(1f, Float.NaN, 3f);
    }

    @Test
    void withoutAnyAssignmentABlockThatNamesNoAlgorithmIsThereWhole() {
        BlockRows.insert(spark, "free", "unassigned", 1e6, 0, "1, 2, 3");
        assertThat(spark.sql("SELECT algorithm, value FROM power.samples WHERE device = 'free' ORDER BY value")
                        .collectAsList())
                .containsExactly(
                        RowFactory.create("unassigned", 1f),
                        RowFactory.create("unassigned", 2f),
                        RowFactory.create("unassigned", 3f));
    }

    private static List<Row> samples(String view, String device) {
        return spark.sql("SELECT sample_index, ts_ns, unix_micros(ts), value FROM " + view + " WHERE device = '"
                        + device + "' ORDER BY sample_index")
                .collectAsList();
    }

    private static void insert(String device, double rateHz, long startNanos, String values) {
        BlockRows.insert(spark, device, "a", rateHz, startNanos, values);
    }
}
