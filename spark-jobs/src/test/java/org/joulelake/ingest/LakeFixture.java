package org.joulelake.ingest;

import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.LakeTables;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.catalog.QuarantineTable;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedCatalog;
import org.joulelake.embedded.EmbeddedKafka;
import org.joulelake.embedded.EmbeddedS3;
import org.joulelake.embedded.RestCatalogServer;
import org.joulelake.ingest.rules.RuleBook;
import org.joulelake.ingest.rules.RuleFile;
import org.joulelake.spark.LakeSession;

/** A real broker, a real S3 endpoint over HTTP, a catalog with our tables, and a Spark session on them. */
public final class LakeFixture implements AutoCloseable {

    private static final Duration LEADER_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEADER_POLL = Duration.ofMillis(20);

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final RestCatalogServer server;
    private final CatalogSettings settings;
    private final OpenCatalog catalog;
    private final SparkSession spark;
    private final BlockingQueue<BatchReport> batches = new LinkedBlockingQueue<>();

    LakeFixture(Path folder) {
        this.folder = folder;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        s3 = EmbeddedS3.start(folder.resolve("objects"), 0);
        server = EmbeddedCatalog.start(folder.resolve("catalog.db"), s3, CatalogSettings.DEFAULT_WAREHOUSE, 0);
        settings = CatalogSettings.from(Settings.of(lakeSettings()));
        LakeTables.init(settings);
        catalog = OpenCatalog.open(settings);
        spark = LakeSession.open("test", settings, Map.of("spark.master", "local[2]"));
    }

    /** A session on two cores whose current catalog is the lake. */
    public SparkSession spark() {
        return spark;
    }

    /** The catalog of the lake. */
    public Catalog catalog() {
        return catalog.catalog();
    }

    /** {@code power.blocks}, loaded anew. */
    public Table blocks() {
        return catalog.catalog().loadTable(BlocksTable.ID);
    }

    /** How to reach the broker. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** How to reach the lake, as settings. */
    Map<String, String> lakeSettings() {
        return Map.of(
                "catalog.kind", "rest",
                "catalog.uri", server.uri().toString(),
                "s3.endpoint", s3.endpoint().toString(),
                "s3.access-key-id", s3.accessKeyId(),
                "s3.secret-access-key", s3.secretAccessKey());
    }

    /** The object of this address as the plain file that it is. */
    public Path file(String s3Address) {
        URI address = URI.create(s3Address);
        return folder.resolve("objects").resolve(address.getHost() + address.getPath());
    }

    Table quarantine() {
        return table(QuarantineTable.ID);
    }

    /** Any table of the lake, loaded anew. */
    Table table(TableIdentifier id) {
        return catalog.catalog().loadTable(id);
    }

    /** Batches that were committed, oldest first. */
    BlockingQueue<BatchReport> batches() {
        return batches;
    }

    /** Takes all rows out of all tables; topics and checkpoints stay. */
    void empty() {
        catalog().listTables(BlocksTable.ID.namespace()).forEach(id -> table(id)
                .newDelete()
                .deleteFromRowFilter(Expressions.alwaysTrue())
                .commit());
    }

    /** Makes a topic with nothing set but its partitions. */
    public void createTopic(String topic, int partitions) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            awaitLeaders(admin, topic, partitions);
        }
    }

    /**
     * Returns when each partition has a leader that serves it. A plain producer that sends before loses its first messages:
     * the leader refuses the first and takes the second, and then the first one's retries are out of order for ever. A new
     * topic is known to the controller before the broker can answer for it; the client does not ask again for that by itself.
     */
    private static void awaitLeaders(Admin admin, String topic, int partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Instant deadline = Instant.now().plus(LEADER_PATIENCE);
        while (true) {
            try {
                admin.listOffsets(latest).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                LockSupport.parkNanos(LEADER_POLL.toNanos());
            }
        }
    }

    /** A plain producer, as anybody could write one. */
    public KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A stream of this topic with a checkpoint of this name, on S3A. */
    IngestStream stream(String topic, String checkpoint) {
        return stream(settings(topic, checkpoint), blocks());
    }

    /** A stream into this table instead of {@link #blocks()}. */
    IngestStream stream(IngestSettings ingest, Table blocks) {
        return new IngestStream(ingest, blocks, quarantine(), batches::add);
    }

    IngestSettings settings(String topic, String checkpoint) {
        return settings(topic, checkpoint, RuleFile.defaults());
    }

    IngestSettings settings(String topic, String checkpoint, RuleBook rules) {
        return new IngestSettings(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                topic,
                "s3a://joulelake/checkpoints/" + checkpoint,
                Duration.ofSeconds(1),
                IngestSettings.DEFAULT_MAX_BLOCKS_PER_TRIGGER,
                rules);
    }

    /** Rows of a statement. */
    public List<Row> sql(String statement) {
        return spark.sql(statement).collectAsList();
    }

    @Override
    public void close() {
        spark.stop();
        catalog.close();
        server.close();
        s3.close();
        kafka.close();
    }
}
