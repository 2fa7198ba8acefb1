package org.joulelake.catalog;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.avro.Avro;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.Types.BinaryType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedS3;

/** What holds on every kind of catalog, on a real S3 endpoint. A subclass says how to reach its catalog. */
abstract class LakeTablesSuite {

    private static final int SIDES = 6;

    @TempDir
    private Path folder;

    private EmbeddedS3 s3;
    private CatalogSettings settings;

    /** What {@link #reader} gives; null until then. */
    private OpenCatalog reader;

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
        if (reader != null) {
            reader.close();
        }
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
        assertThat(load(BlocksTable.ID).schema().asStruct()).isEqualTo(BlocksTable.SCHEMA.asStruct());
        assertThat(partitions(BlocksTable.ID)).containsExactly("device", "algorithm", "start_time_hour");
        assertThat(partitions(QuarantineTable.ID)).containsExactly("received_at_day");
        assertThat(partitions(AssignmentsTable.ID)).isEmpty();
        assertThat(samplesSql()).contains("posexplode");
    }

    @Test
    void severalMayInitAtOnce() throws Exception {
        assertThat(initFromSeveralSides())
                .contains("created bucket joulelake", "created namespace power", "created view power.samples")
                .filteredOn(change -> change.startsWith("created table"))
                .hasSize(3);
        assertThat(LakeTables.init(settings)).isEmpty();
    }

    @Test
    void severalMayUpgradeAtOnce() throws Exception {
        LakeTables.init(settings);
        recreateQuarantine(new Schema(QuarantineTable.SCHEMA.columns().subList(0, 6)), Map.of());
        assertThat(initFromSeveralSides()).contains("added column key to power.quarantine");
        assertThat(LakeTables.init(settings)).isEmpty();
    }

    @Test
    void anOlderTableGetsWhatItLacksAndKeepsItsRows() throws IOException {
        LakeTables.init(settings);
        recreateQuarantine(
                new Schema(
                        optional(1, "note", StringType.get()),
                        required(2, QuarantineTable.REASON, StringType.get()),
                        required(3, QuarantineTable.KAFKA_PARTITION, IntegerType.get()),
                        required(4, QuarantineTable.KAFKA_OFFSET, IntegerType.get()),
                        required(5, QuarantineTable.VALUE, BinaryType.get())),
                Map.of("mine", "kept"));
        appendRow(
                "note",
                "mine",
                QuarantineTable.REASON,
                "old",
                QuarantineTable.KAFKA_PARTITION,
                3,
                QuarantineTable.KAFKA_OFFSET,
                7,
                QuarantineTable.VALUE,
                ByteBuffer.wrap(new byte[] {1}));

        assertThat(LakeTables.init(settings))
                .contains(
                        "added column detail to power.quarantine",
                        "widened column kafka_offset of power.quarantine from int to long",
                        "made column value of power.quarantine optional",
                        "described column reason of power.quarantine",
                        "set joulelake.schema-version = 2 on power.quarantine");
        assertThat(LakeTables.init(settings)).isEmpty();

        Table table = load(QuarantineTable.ID);
        assertThat(table.properties()).containsEntry("mine", "kept");
        assertThat(names(table.schema()))
                .containsExactly(
                        "note",
                        "reason",
                        "detail",
                        "kafka_topic",
                        "kafka_partition",
                        "kafka_offset",
                        "kafka_timestamp",
                        "key",
                        "value",
                        "received_at",
                        "replayed_at");
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            assertThat(rows).singleElement().satisfies(row -> {
                assertThat(row.getField("note")).isEqualTo("mine");
                assertThat(row.getField(QuarantineTable.REASON)).isEqualTo("old");
                assertThat(row.getField(QuarantineTable.DETAIL)).isNull();
                assertThat(row.getField(QuarantineTable.KAFKA_OFFSET)).isEqualTo(7L);
            });
        }
    }

    @Test
    void anOlderViewIsReplaced() {
        LakeTables.init(settings);
        String current = samplesSql();
        ((ViewCatalog) reader())
                .buildView(SamplesView.ID)
                .withSchema(new Schema(required(1, "device", StringType.get())))
                .withQuery("spark", "SELECT device FROM power.blocks")
                .withDefaultNamespace(Namespace.empty())
                .replace();
        assertThat(LakeTables.init(settings)).containsExactly("replaced view power.samples");
        assertThat(samplesSql()).isEqualTo(current);
        assertThat(LakeTables.init(settings)).isEmpty();
    }

    @Test
    void aTableOfANewerVersionIsLeftAlone() {
        LakeTables.init(settings);
        load(BlocksTable.ID)
                .updateProperties()
                .set(TableDefinition.SCHEMA_VERSION_PROPERTY, "99")
                .commit();
        assertThatThrownBy(() -> LakeTables.init(settings))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "table power.blocks has schema version 99; this Joulelake knows version 2: use a newer one");
        assertThat(load(BlocksTable.ID).properties()).containsEntry(TableDefinition.SCHEMA_VERSION_PROPERTY, "99");
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

    private List<String> initFromSeveralSides() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDES);
        try {
            CyclicBarrier start = new CyclicBarrier(SIDES);
            List<Future<List<String>>> running = new ArrayList<>();
            for (int i = 0; i < SIDES; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return LakeTables.init(settings);
                }));
            }
            List<String> changes = new ArrayList<>();
            for (Future<List<String>> one : running) {
                changes.addAll(one.get());
            }
            return changes;
        } finally {
            threads.shutdownNow();
        }
    }

    private void recreateQuarantine(Schema schema, Map<String, String> properties) {
        try (OpenCatalog open = OpenCatalog.open(settings)) {
            open.catalog().dropTable(QuarantineTable.ID);
            open.catalog().createTable(QuarantineTable.ID, schema, PartitionSpec.unpartitioned(), properties);
        }
    }

    private Table load(TableIdentifier id) {
        return reader().loadTable(id);
    }

    private String samplesSql() {
        return ((ViewCatalog) reader()).loadView(SamplesView.ID).sqlFor("spark").sql();
    }

    private Catalog reader() {
        if (reader == null) {
            reader = OpenCatalog.open(settings);
        }
        return reader.catalog();
    }

    private List<String> partitions(TableIdentifier id) {
        return load(id).spec().fields().stream().map(PartitionField::name).toList();
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(NestedField::name).toList();
    }

    private String description() {
        StringWriter text = new StringWriter();
        LakeDescription.print(settings, new PrintWriter(text));
        return text.toString();
    }

    private void appendRow(Object... namesAndValues) throws IOException {
        Table table = load(QuarantineTable.ID);
        Record row = GenericRecord.create(table.schema());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.setField((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        // Avro, as Parquet wants Hadoop, which is not on this class path.
        DataWriter<Record> writer = Avro.writeData(
                        table.io().newOutputFile(table.locationProvider().newDataLocation("old.avro")))
                .forTable(table)
                .createWriterFunc(org.apache.iceberg.data.avro.DataWriter::create)
                .withSpec(table.spec())
                .build();
        try (writer) {
            writer.write(row);
        }
        table.newAppend().appendFile(writer.toDataFile()).commit();
    }
}
