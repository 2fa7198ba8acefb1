package org.joulelake.ingest;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.joulelake.assignments.AssignmentFeed;
import org.joulelake.block.Assignment;
import org.joulelake.block.CommitAnnouncement;
import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.cli.Settings;
import org.joulelake.ingest.rules.RuleFile;

/** {@code joulelake ingest}: the stream as a process of its own. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description =
                "Take blocks from Kafka into the lake, verified; what fails goes to power.quarantine. Ctrl-C ends it"
                        + " after the batch that it is at.")
public final class IngestCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Option(
            names = "--bootstrap-servers",
            descriptionKey = "kafka.bootstrap.servers",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(
            names = "--topic",
            descriptionKey = "topic.blocks",
            defaultValue = IngestSettings.DEFAULT_TOPIC,
            description = "Topic of the blocks (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--assignments-topic",
            descriptionKey = "topic.assignments",
            defaultValue = Assignment.DEFAULT_TOPIC,
            description = "Topic that says which algorithm a device runs (default: ${DEFAULT-VALUE}).")
    private String assignmentsTopic;

    @Option(
            names = "--checkpoint",
            descriptionKey = "ingest.checkpoint",
            description = "Folder for what Spark notes of a run (default: s3a://BUCKET/checkpoints/TOPIC).")
    private Optional<String> checkpoint = Optional.empty();

    @Option(
            names = "--trigger",
            descriptionKey = "ingest.trigger",
            defaultValue = "PT10S",
            description = "Time between commits, ISO 8601 (default: ${DEFAULT-VALUE}).")
    private Duration trigger;

    @Option(
            names = "--max-blocks-per-trigger",
            descriptionKey = "ingest.max-blocks-per-trigger",
            defaultValue = "" + IngestSettings.DEFAULT_MAX_BLOCKS_PER_TRIGGER,
            description = "Most blocks in one commit (default: ${DEFAULT-VALUE}).")
    private long maxBlocksPerTrigger;

    @Option(
            names = "--rules",
            descriptionKey = "ingest.rules",
            paramLabel = "FILE",
            description = "Rule file (default: the one that comes with Joulelake).")
    private Optional<Path> rules = Optional.empty();

    @Option(
            names = "--commits-topic",
            descriptionKey = "topic.commits",
            defaultValue = CommitAnnouncement.DEFAULT_TOPIC,
            description = "Topic on which the edge is told what the lake has (default: ${DEFAULT-VALUE}).")
    private String commitsTopic;

    @Option(names = "--available-now", description = "Take in what is on the topic now, then end.")
    private boolean availableNow;

    @Option(
            names = "--metrics-port",
            descriptionKey = "ingest.metrics-port",
            description = "Serve Prometheus metrics at /metrics on this port (default: none).")
    private Optional<Integer> metricsPort = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Settings settings = global.settings();
        CatalogSettings catalog = CatalogSettings.from(settings);
        IngestSettings ingest = ingestSettings(settings, catalog);
        TopicCheck.requireTopic(ingest.kafka(), topic);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (OpenCatalog open = OpenCatalog.open(catalog);
                MetricsEndpoint endpoint =
                        metricsPort.isPresent() ? MetricsEndpoint.start(registry, metricsPort.get()) : null;
                CommitAnnouncer announcer = new CommitAnnouncer(ingest.kafka(), commitsTopic)) {
            BatchListener listener =
                    new ProgressLog().and(new IngestMetrics(registry)).and(announcer);
            IngestTables tables = IngestTables.load(open, catalog);
            IngestStream stream = new IngestStream(ingest, tables.blocks(), tables.quarantine(), listener);
            try (AssignmentFeed feed = AssignmentFeed.start(ingest.kafka(), assignmentsTopic, open.catalog())) {
                new IngestProcess(stream, catalog, settings.withoutPrefix("spark-conf.")).run(availableNow);
            }
        }
        return 0;
    }

    private IngestSettings ingestSettings(Settings settings, CatalogSettings catalog) {
        Map<String, String> kafka = new TreeMap<>(settings.withoutPrefix("kafka."));
        kafka.put("bootstrap.servers", bootstrapServers);
        return new IngestSettings(
                kafka,
                topic,
                checkpoint.orElseGet(() -> usualCheckpoint(catalog)),
                trigger,
                maxBlocksPerTrigger,
                rules.map(RuleFile::read).orElseGet(RuleFile::defaults));
    }

    private String usualCheckpoint(CatalogSettings catalog) {
        if (!catalog.warehouse().startsWith("s3://")) {
            throw new CommandException("the warehouse " + catalog.warehouse()
                    + " does not name a bucket; say with --checkpoint where Spark may keep its progress, such as"
                    + " s3a://BUCKET/checkpoints/" + topic);
        }
        return "s3a://" + URI.create(catalog.warehouse()).getHost() + "/checkpoints/" + topic;
    }
}
