package org.joulelake.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.avro.Avro;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class EmbeddedCatalogTest {

    private static final Namespace POWER = Namespace.of("power");
    private static final TableIdentifier BLOCKS = TableIdentifier.of(POWER, "blocks");
    private static final TableIdentifier SAMPLES = TableIdentifier.of(POWER, "samples");
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "device", Types.StringType.get()),
            Types.NestedField.required(2, "sequence", Types.LongType.get()));

    @TempDir
    private Path directory;

    private EmbeddedS3 s3;
    private RestCatalogServer server;
    private RESTCatalog catalog;

    @BeforeEach
    void startServices() throws Exception {
        Files.createDirectories(directory.resolve("objects/joulelake"));
        s3 = EmbeddedS3.start(directory.resolve("objects"), 0);
        server = startCatalog();
        catalog = client(server);
    }

    @AfterEach
    void stopServices() throws Exception {
        catalog.close();
        server.close();
        s3.close();
    }

    @Test
    void namespacesAreCreatedDescribedChangedAndDropped() {
        catalog.createNamespace(POWER, new HashMap<>(Map.of("owner", "bench")));
        catalog.createNamespace(Namespace.of("power", "archive"));
        catalog.setProperties(POWER, new HashMap<>(Map.of("owner", "lab", "rack", "2")));
        catalog.removeProperties(POWER, new HashSet<>(Set.of("rack")));

        assertThat(catalog.listNamespaces()).containsExactly(POWER);
        assertThat(catalog.listNamespaces(POWER)).containsExactly(Namespace.of("power", "archive"));
        assertThat(catalog.loadNamespaceMetadata(POWER))
                .containsEntry("owner", "lab")
                .doesNotContainKey("rack");
        assertThat(catalog.dropNamespace(Namespace.of("power", "archive"))).isTrue();
        assertThat(catalog.namespaceExists(Namespace.of("power", "archive"))).isFalse();
    }

    @Test
    void rowsOfAnAppendAreReadBackThroughTheSettingsThatTheCatalogGives() throws Exception {
        Table table = createTable();
        table.newAppend().appendFile(writeRows(table, "JS220", 100)).commit();

        assertThat(table.location()).startsWith("s3://joulelake/warehouse/power/blocks");
        assertThat(sequences(catalog.loadTable(BLOCKS))).hasSize(100).contains(0L, 99L);
    }

    @Test
    void tablesSurviveARestart() throws Exception {
        Table table = createTable();
        table.newAppend().appendFile(writeRows(table, "JS220", 5)).commit();
        catalog.close();
        server.close();
        server = startCatalog();
        catalog = client(server);

        assertThat(catalog.listTables(POWER)).containsExactly(BLOCKS);
        assertThat(catalog.loadTable(BLOCKS).currentSnapshot().summary()).containsEntry("total-records", "5");
    }

    @Test
    void aTransactionCreatesATableAtItsEnd() throws Exception {
        catalog.createNamespace(POWER);
        Transaction transaction = catalog.newCreateTableTransaction(BLOCKS, SCHEMA);
        transaction
                .newAppend()
                .appendFile(writeRows(transaction.table(), "JS110", 7))
                .commit();
        assertThat(catalog.tableExists(BLOCKS)).isFalse();

        transaction.commitTransaction();
        assertThat(catalog.loadTable(BLOCKS).currentSnapshot().summary()).containsEntry("total-records", "7");
    }

    @Test
    void tablesAreRenamedRegisteredAndDropped() {
        Table table = createTable();
        TableIdentifier renamed = TableIdentifier.of(POWER, "old blocks");
        catalog.renameTable(BLOCKS, renamed);
        assertThat(catalog.listTables(POWER)).containsExactly(renamed);

        String metadata = ((BaseTable) table).operations().current().metadataFileLocation();
        assertThat(catalog.dropTable(renamed, false)).isTrue();
        assertThat(catalog.registerTable(BLOCKS, metadata).schema().sameSchema(SCHEMA))
                .isTrue();
        assertThat(catalog.dropTable(BLOCKS, true)).isTrue();
        assertThat(catalog.dropTable(BLOCKS, true)).isFalse();
    }

    @Test
    void allCommitsOfRacingWritersLand() throws Exception {
        int writers = 12;
        int appends = 3;
        createTable();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> results = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            results.add(threads.submit(() -> append(appends)));
        }
        for (Future<?> result : results) {
            result.get();
        }
        threads.shutdown();

        Table table = catalog.loadTable(BLOCKS);
        assertThat(table.snapshots()).hasSize(writers * appends);
        assertThat(table.currentSnapshot().summary())
                .containsEntry("total-data-files", String.valueOf(writers * appends));
    }

    @Test
    void viewsAreCreatedReplacedListedAndDropped() {
        createTable();
        catalog.buildView(SAMPLES)
                .withSchema(SCHEMA)
                .withDefaultNamespace(POWER)
                .withQuery("spark", "SELECT * FROM blocks")
                .create();
        View view = catalog.loadView(SAMPLES);
        view.replaceVersion()
                .withSchema(SCHEMA)
                .withDefaultNamespace(POWER)
                .withQuery("spark", "SELECT device, sequence FROM blocks")
                .commit();

        assertThat(catalog.listViews(POWER)).containsExactly(SAMPLES);
        assertThat(catalog.loadView(SAMPLES).sqlFor("spark").sql()).isEqualTo("SELECT device, sequence FROM blocks");
        assertThat(catalog.viewExists(SAMPLES)).isTrue();
        assertThat(catalog.dropView(SAMPLES)).isTrue();
        assertThat(catalog.viewExists(SAMPLES)).isFalse();
        assertThatThrownBy(() -> catalog.loadView(SAMPLES)).isInstanceOf(NoSuchViewException.class);
    }

    @Test
    void whatIsMissingOrThereAlreadyHasItsOwnError() {
        assertThatThrownBy(() -> catalog.loadNamespaceMetadata(POWER))
                .isInstanceOf(NoSuchNamespaceException.class)
                .hasMessageContaining("power");
        assertThatThrownBy(() -> catalog.createTable(BLOCKS, SCHEMA)).isInstanceOf(NoSuchNamespaceException.class);
        createTable();
        assertThatThrownBy(() -> catalog.createTable(BLOCKS, SCHEMA))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("power.blocks");
        assertThatThrownBy(() -> catalog.loadTable(TableIdentifier.of(POWER, "none")))
                .isInstanceOf(NoSuchTableException.class)
                .hasMessageContaining("power.none");
        assertThatThrownBy(() -> catalog.dropNamespace(POWER)).isInstanceOf(NamespaceNotEmptyException.class);
        assertThatThrownBy(() -> catalog.createNamespace(POWER)).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedCatalog.start(directory.resolve("other.db"), s3, "s3://b/w", port))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage(
                            "The catalog cannot start: port %d on 127.0.0.1 is in use; stop the program that uses"
                                    + " it or choose another port",
                            port);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("no.db"), "This is text, and more than a header of text.");
        assertThatThrownBy(() -> EmbeddedCatalog.start(file, s3, "s3://b/w", 0))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("The catalog cannot start with its names in " + file);
    }

    @Test
    void closingLeavesNoThreadThatKeepsTheJvmAlive() throws Exception {
        ThreadCheck threads = new ThreadCheck();
        EmbeddedCatalog.start(directory.resolve("other.db"), s3, "s3://joulelake/w", 0)
                .close();
        assertThat(threads.left()).isEmpty();
    }

    private RestCatalogServer startCatalog() {
        return EmbeddedCatalog.start(directory.resolve("catalog.db"), s3, "s3://joulelake/warehouse", 0);
    }

    private static RESTCatalog client(RestCatalogServer server) {
        RESTCatalog client = new RESTCatalog();
        client.initialize("lake", Map.of(CatalogProperties.URI, server.uri().toString()));
        return client;
    }

    private Table createTable() {
        catalog.createNamespace(POWER);
        Map<String, String> properties =
                Map.of(TableProperties.COMMIT_NUM_RETRIES, "100", TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "500");
        return catalog.createTable(BLOCKS, SCHEMA, PartitionSpec.unpartitioned(), properties);
    }

    private void append(int count) {
        Table table = catalog.loadTable(BLOCKS);
        for (int i = 0; i < count; i++) {
            DataFile file = DataFiles.builder(table.spec())
                    .withPath(table.location() + "/data/" + UUID.randomUUID() + ".parquet")
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(1)
                    .withRecordCount(1)
                    .build();
            table.newAppend().appendFile(file).commit();
        }
    }

    private static DataFile writeRows(Table table, String device, int count) throws Exception {
        DataWriter<Record> writer = Avro.writeData(
                        table.io().newOutputFile(table.location() + "/data/" + UUID.randomUUID() + ".avro"))
                .forTable(table)
                .createWriterFunc(org.apache.iceberg.data.avro.DataWriter::create)
                .build();
        try (writer) {
            for (long sequence = 0; sequence < count; sequence++) {
                writer.write(GenericRecord.create(table.schema()).copy(Map.of("device", device, "sequence", sequence)));
            }
        }
        return writer.toDataFile();
    }

    private static List<Long> sequences(Table table) throws Exception {
        List<Long> sequences = new ArrayList<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            rows.forEach(row -> sequences.add((Long) row.getField("sequence")));
        }
        return sequences;
    }
}
