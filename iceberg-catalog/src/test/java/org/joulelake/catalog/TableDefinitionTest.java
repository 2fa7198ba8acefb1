package org.joulelake.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.MetricsModes;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.PropertyUtil;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Iceberg makes of our definitions, in a catalog in memory. */
class TableDefinitionTest {

    @AutoClose
    private final InMemoryCatalog catalog = EmptyLake.inMemory();

    @Test
    void blocksAreByDeviceAlgorithmAndHourOrDay() {
        assertThat(partitions(Partitioning.HOUR))
                .containsExactly("identity(device)", "identity(algorithm)", "hour(start_time)");
        assertThat(partitions(Partitioning.DAY))
                .containsExactly("identity(device)", "identity(algorithm)", "day(start_time)");
    }

    @Test
    void manyDevicesShareBuckets() {
        assertThat(partitions(Partitioning.BUCKET))
                .containsExactly("bucket[64](device)", "identity(algorithm)", "hour(start_time)");
    }

    @Test
    void boundsAreKeptOfEveryColumnButTheLists() {
        MetricsConfig metrics = MetricsConfig.forTable(create(blocks(Partitioning.HOUR)));
        for (NestedField column : BlocksTable.SCHEMA.columns()) {
            if (column.type().isPrimitiveType()) {
                assertThat(metrics.columnMode(column.name())).as(column.name()).isEqualTo(MetricsModes.Full.get());
            } else {
                String element = BlocksTable.SCHEMA.findColumnName(
                        column.type().asListType().elementId());
                assertThat(metrics.columnMode(element)).as(element).isEqualTo(MetricsModes.None.get());
            }
        }
    }

    @Test
    void everyColumnThatAPropertyNamesIsThere() {
        Set<String> columns =
                TypeUtil.indexByName(BlocksTable.SCHEMA.asStruct()).keySet();
        Map<String, String> properties = blocks(Partitioning.HOUR).properties();
        for (String prefix : List.of(
                TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX, TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX)) {
            assertThat(PropertyUtil.propertiesWithPrefix(properties, prefix).keySet())
                    .isNotEmpty()
                    .isSubsetOf(columns);
        }
    }

    @Test
    void aPageOfSamplesHoldsOneRowAndFiguresShareOne() {
        assertThat(blocks(Partitioning.HOUR).properties())
                .containsEntry("write.parquet.page-row-limit", "20000")
                .containsEntry("write.parquet.page-size-bytes", "16384")
                .containsEntry("write.parquet.row-group-size-bytes", "16777216")
                .containsEntry("write.parquet.row-group-check-min-record-count", "1")
                .containsEntry("write.parquet.row-group-check-max-record-count", "1")
                .containsEntry("write.parquet.compression-codec", "zstd")
                .containsEntry("write.distribution-mode", "none");
    }

    @Test
    void raceOfWritersAndGrowthOfMetadataAreProvidedForInEveryTable() {
        for (TableDefinition definition : TableDefinition.all(Partitioning.HOUR)) {
            assertThat(definition.properties())
                    .as(definition.id().toString())
                    .containsEntry("commit.retry.num-retries", "20")
                    .containsEntry("write.metadata.delete-after-commit.enabled", "true")
                    .containsEntry("write.metadata.previous-versions-max", "50")
                    .containsEntry("joulelake.schema-version", "2");
        }
    }

    private List<String> partitions(Partitioning partitioning) {
        Table table = create(blocks(partitioning));
        List<String> partitions = table.spec().fields().stream()
                .map(field -> field.transform() + "(" + table.schema().findColumnName(field.sourceId()) + ")")
                .toList();
        catalog.dropTable(BlocksTable.ID);
        return partitions;
    }

    private Table create(TableDefinition definition) {
        return catalog.createTable(definition.id(), definition.schema(), definition.spec(), definition.properties());
    }

    private static TableDefinition blocks(Partitioning partitioning) {
        return TableDefinition.all(partitioning).get(0);
    }
}
