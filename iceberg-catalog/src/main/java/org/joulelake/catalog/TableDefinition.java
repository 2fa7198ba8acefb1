package org.joulelake.catalog;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as this version wants it.
 *
 * @param id its name
 * @param schema its columns
 * @param spec its partitions, where it is made
 * @param properties its properties
 */
record TableDefinition(TableIdentifier id, Schema schema, PartitionSpec spec, Map<String, String> properties) {

    /** Table property with the version of our schema; a table with a higher one is not ours to change. */
    static final String SCHEMA_VERSION_PROPERTY = "joulelake.schema-version";

    /** Version of the schemas in this package. */
    static final int SCHEMA_VERSION = 2;

    private static final Map<String, String> COMMON = Map.of(
            SCHEMA_VERSION_PROPERTY,
            Integer.toString(SCHEMA_VERSION),
            TableProperties.FORMAT_VERSION,
            "2",
            TableProperties.PARQUET_COMPRESSION,
            "zstd",
            TableProperties.COMMIT_NUM_RETRIES,
            "20",
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
            "true",
            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
            "50");

    /**
     * Parquet looks at sizes only every 100 rows, which here are 26 MB of samples: it is told to look at each row. The samples
     * of one fill a page, the figures of many share one, and a row group has 16 MiB. Lists have no bounds worth keeping.
     */
    private static final Map<String, String> OF_BLOCKS = Map.of(
            TableProperties.WRITE_DISTRIBUTION_MODE,
            "none",
            TableProperties.PARQUET_PAGE_SIZE_BYTES,
            Integer.toString(16 << 10),
            TableProperties.PARQUET_PAGE_ROW_LIMIT,
            Integer.toString(TableProperties.PARQUET_PAGE_ROW_LIMIT_DEFAULT),
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
            Integer.toString(16 << 20),
            TableProperties.PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT,
            "1",
            TableProperties.PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT,
            "1",
            "write.parquet.stats-enabled.column." + BlocksTable.VALUES + ".element",
            "false",
            TableProperties.DEFAULT_WRITE_METRICS_MODE,
            "full");

    /** A replay marks its rows while an ingest adds others. */
    private static final Map<String, String> OF_QUARANTINE = Map.of(TableProperties.UPDATE_ISOLATION_LEVEL, "snapshot");

    static List<TableDefinition> all(Partitioning partitioning) {
        Map<String, String> blocks = new HashMap<>(COMMON);
        blocks.putAll(OF_BLOCKS);
        for (String list : List.of(
                BlocksTable.VALUES,
                BlocksTable.BUCKET_MIN,
                BlocksTable.BUCKET_MAX,
                BlocksTable.BUCKET_SUM,
                BlocksTable.BUCKET_COUNT)) {
            blocks.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + list + ".element", "none");
        }
        PartitionSpec byDay = PartitionSpec.builderFor(QuarantineTable.SCHEMA)
                .day(QuarantineTable.RECEIVED_AT)
                .build();
        Map<String, String> quarantine = new HashMap<>(COMMON);
        quarantine.putAll(OF_QUARANTINE);
        return List.of(
                new TableDefinition(BlocksTable.ID, BlocksTable.SCHEMA, partitioning.spec(), blocks),
                new TableDefinition(QuarantineTable.ID, QuarantineTable.SCHEMA, byDay, quarantine),
                new TableDefinition(
                        AssignmentsTable.ID, AssignmentsTable.SCHEMA, PartitionSpec.unpartitioned(), COMMON));
    }
}
