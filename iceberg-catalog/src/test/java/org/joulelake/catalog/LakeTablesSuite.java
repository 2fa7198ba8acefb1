package org.joulelake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.avro.Avro;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.avro.DataWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedS3;

/** What holds on every kind of catalog, on a real S3 endpoint. A subclass says how to reach its catalog. */
abstract class LakeTablesSuite {

    @TempDir
    private Path folder;

    private EmbeddedS3 s3;
    private CatalogSettings settings;

    /** Starts the catalog if need be and gives its settings under {@code catalog.}. */
    abstract Map<String, String> startCatalog(Path emptyFolder, EmbeddedS3 storage) throws Exception;

    /** Stops what {@link #startCatalog} has started. */
    abstract void stopCatalog() throws Exception;

    @BeforeEach
    void start() throws Exception {
        s3 = EmbeddedS3.start(folder.resolve("objects"), 0);
        Map<String, String> all = new HashMap<>(startCatalog(folder, s3));
        all.put("s3.endpoint", s3.endpoint().toString());
        all.put("s3.access-key-id", s3.accessKeyId());
        all.put("s3.secret-access-key", s3.secretAccessKey());
        settings = CatalogSettings.from(Settings.of(all));
    }

    @AfterEach
    void stop() throws Exception {
        stopCatalog();
        s3.close();
    }

    @Test
    void makesBucketTablesAndViewOnce() {
        assertThat(LakeTables.init(settings))
                .containsExactly(
                        "created bucket joulelake",
                        "created namespace power",
                        "created table power.blocks",
                        "created table power.quarantine",
                        "created table power.assignments",
                        "created view power.samples");
        assertThat(LakeTables.init(settings)).isEmpty();
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            Table blocks = open.catalog().loadTable(BlocksTable.ID);
            assertThat(blocks.schema().columns().stream().map(column -> column.name()))
                    .containsExactlyElementsOf(BlocksTable.SCHEMA.columns().stream()
                            .map(column -> column.name())
                            .toList());
            assertThat(blocks.spec().fields())
                    .extracting(field -> field.name())
                    .containsExactly("device", "algorithm", "start_time_hour");
            assertThat(((ViewCatalog) open.catalog())
                            .loadView(SamplesView.ID)
                            .sqlFor("spark")
                            .sql())
                    .contains("posexplode");
        }
    }

    @Test
    void severalMayInitAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit(() -> LakeTables.init(settings)));
            }
            List<String> changes = new ArrayList<>();
            for (Future<List<String>> one : running) {
                changes.addAll(one.get());
            }
            assertThat(changes)
                    .filteredOn(change -> change.startsWith("created table"))
                    .hasSize(3);
        } finally {
            threads.shutdownNow();
        }
        assertThat(LakeTables.init(settings)).isEmpty();
    }

    @Test
    void anOlderTableGetsWhatItLacksAndKeepsItsRows() throws IOException {
        LakeTables.init(settings);
        Schema older = new Schema(QuarantineTable.SCHEMA.columns().subList(0, 6));
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            open.catalog().dropTable(QuarantineTable.ID);
            Table table = open.catalog()
                    .createTable(QuarantineTable.ID, older, PartitionSpec.unpartitioned(), Map.of("mine", "kept"));
            appendRow(table);
        }
        assertThat(LakeTables.init(settings))
                .contains(
                        "added column value to power.quarantine",
                        "set joulelake.schema-version = 1 on power.quarantine");
        assertThat(LakeTables.init(settings)).isEmpty();
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            Table table = open.catalog().loadTable(QuarantineTable.ID);
            assertThat(table.properties()).containsEntry("mine", "kept");
            try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
                assertThat(rows).singleElement().satisfies(row -> {
                    assertThat(row.getField(QuarantineTable.REASON)).isEqualTo("old");
                    assertThat(row.getField(QuarantineTable.VALUE)).isNull();
                });
            }
        }
    }

    @Test
    void aTableOfANewerVersionIsLeftAlone() {
        LakeTables.init(settings);
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            open.catalog()
                    .loadTable(BlocksTable.ID)
                    .updateProperties()
                    .set(TableDefinition.SCHEMA_VERSION_PROPERTY, "99")
                    .commit();
        }
        assertThatThrownBy(() -> LakeTables.init(settings))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("power.blocks has schema version 99");
    }

    @Test
    void describesWhatIsThereAndWhatIsMissing() {
        assertThat(description()).contains("table power.blocks is missing", "view power.samples is missing");
        LakeTables.init(settings);
        assertThat(description())
                .contains("samples_crc32c", "view power.samples is there", "empty")
                .doesNotContain(s3.secretAccessKey())
                .doesNotContain("is missing");
    }

    private String description() {
        StringWriter text = new StringWriter();
        LakeDescription.print(settings, new PrintWriter(text));
        return text.toString();
    }

    private static void appendRow(Table table) throws IOException {
        Record row = GenericRecord.create(table.schema());
        row.setField(QuarantineTable.REASON, "old");
        row.setField(QuarantineTable.DETAIL, "");
        row.setField(QuarantineTable.KAFKA_TOPIC, "topic");
        row.setField(QuarantineTable.KAFKA_PARTITION, 0);
        row.setField(QuarantineTable.KAFKA_OFFSET, 7L);
        row.setField(QuarantineTable.KAFKA_TIMESTAMP, OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        org.apache.iceberg.io.DataWriter<Record> writer = Avro.writeData(
                        table.io().newOutputFile(table.locationProvider().newDataLocation("old.avro")))
                .schema(table.schema())
                .createWriterFunc(schema -> DataWriter.create(schema))
                .withSpec(table.spec())
                .build();
        try (writer) {
            writer.write(row);
        }
        DataFile file = writer.toDataFile();
        table.newAppend().appendFile(file).commit();
    }
}
