package org.joulelake.edge;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.joulelake.block.CommitAnnouncement;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.edge.source.joulescope.QueueBudget;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SpoolSettings;
import org.joulelake.edge.spool.TrimAfter;
import org.joulelake.edge.spool.WhenFull;

/** {@code joulelake edge run}: publishes sources to Kafka until they end or Ctrl-C is pressed. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Publish sources to Kafka until they end. Exits with 0 only if Kafka has acknowledged every block.")
final class EdgeRunCommand implements Callable<Integer> {

    private static final int EXIT_INCOMPLETE = 1;

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "1..*", heading = "Sources:%n")
    private List<SourceOptions> sources;

    @Mixin
    private BrokerOptions brokers;

    @Mixin
    private DriverOptions driver;

    @Option(
            names = "--joulescope-queue-max-bytes",
            descriptionKey = "joulescope.queue-max-bytes",
            description = "Most bytes between the driver and the spool, of all instruments; what comes when they are"
                    + " used up is dropped and counted (default: a fourth of the heap).")
    private Optional<Long> queueMaxBytes = Optional.empty();

    @Option(
            names = "--topic",
            descriptionKey = "topic.blocks",
            defaultValue = KafkaTarget.DEFAULT_TOPIC,
            description = "Topic of the blocks; made if it is missing (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--topic-partitions",
            descriptionKey = "topic.partitions",
            defaultValue = "" + KafkaTarget.DEFAULT_PARTITIONS,
            description = "Partitions of a topic that is made (default: ${DEFAULT-VALUE}).")
    private int topicPartitions;

    @Option(
            names = "--spool",
            descriptionKey = "edge.spool",
            defaultValue = ".joulelake/spool",
            paramLabel = "DIR",
            description = "Folder of the spool (default: ${DEFAULT-VALUE}).")
    private Path spool;

    @Option(
            names = "--spool-max-bytes",
            descriptionKey = "edge.spool-max-bytes",
            defaultValue = "" + EdgeSettings.DEFAULT_SPOOL_MAX_BYTES,
            description = "Size at which the spool is full (default: ${DEFAULT-VALUE}).")
    private long spoolMaxBytes;

    @Option(
            names = "--when-full",
            descriptionKey = "edge.when-full",
            defaultValue = "wait",
            description =
                    "${COMPLETION-CANDIDATES}: what becomes of new blocks when the spool is full or its disk takes"
                            + " nothing; what is dropped is counted (default: ${DEFAULT-VALUE}).")
    private WhenFull whenFull;

    @Option(
            names = "--fsync",
            descriptionKey = "edge.fsync",
            defaultValue = "PT0.1S",
            paramLabel = "DURATION",
            description = "Longest time until a spooled block is forced to the disk, ISO 8601; PT0S forces each"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration fsync;

    @Option(
            names = "--pace",
            descriptionKey = "edge.pace",
            defaultValue = "fast",
            description = "${COMPLETION-CANDIDATES}: how fast recordings and simulations are read"
                    + " (default: ${DEFAULT-VALUE}).")
    private Pace pace;

    @Option(
            names = "--wait-for-broker",
            descriptionKey = "edge.wait-for-broker",
            defaultValue = "false",
            description = "Begin without a broker: fill the spool until one answers.")
    private boolean waitForBroker;

    @Option(
            names = "--trim-after",
            descriptionKey = "edge.trim-after",
            defaultValue = "kafka",
            description = "${COMPLETION-CANDIDATES}: who must have a block before the spool lets it go"
                    + " (default: ${DEFAULT-VALUE}).")
    private TrimAfter trimAfter;

    @Option(
            names = "--commits-topic",
            descriptionKey = "topic.commits",
            defaultValue = CommitAnnouncement.DEFAULT_TOPIC,
            description = "Topic on which the lake announces what it has (default: ${DEFAULT-VALUE}).")
    private String commitsTopic;

    @Option(
            names = "--new-session",
            descriptionKey = "edge.new-session",
            defaultValue = "false",
            description = "Play recordings that were cut off from their start, in a new session, instead of going on.")
    private boolean newSessions;

    @Option(
            names = "--metrics-port",
            descriptionKey = "edge.metrics-port",
            description = "Serve Prometheus metrics at /metrics on this port (default: none).")
    private Optional<Integer> metricsPort = Optional.empty();

    @Option(
            names = "--derive-power",
            descriptionKey = "edge.derive-power",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Send power that is current x voltage without its samples, and make it where a source has none"
                            + " (default: ${DEFAULT-VALUE}).")
    private boolean derivePower;

    @Option(names = "--quiet", description = "Do not tell how far the run is; errors and the summary are still shown.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        EdgeRun run = EdgeRun.open(settings());
        try (MetricsServer metrics = metrics(run);
                StopOnExit stopper = StopOnExit.install(run)) {
            EdgeSummary summary = publish(run);
            tell(summary);
            return summary.complete() ? 0 : EXIT_INCOMPLETE;
        }
    }

    private MetricsServer metrics(EdgeRun run) {
        try {
            return metricsPort
                    .map(port -> MetricsServer.start(port, () -> EdgeMetrics.text(run)))
                    .orElse(null);
        } catch (CommandException e) {
            run.close();
            throw e;
        }
    }

    private void tell(EdgeSummary summary) {
        SummaryTable.print(summary, spec.commandLine().getOut());
        PrintWriter err = spec.commandLine().getErr();
        summary.sources().forEach(source -> source.losses()
                .forEach(loss -> err.println("warning: " + source.device() + ": " + loss)));
        if (summary.unsentMessages() > 0) {
            err.printf(
                    "warning: %,d messages remain in the spool %s; the next run on it sends them%n",
                    summary.unsentMessages(), spool);
        }
        if (summary.asideMessages() > 0) {
            err.printf(
                    "warning: the topic refuses %,d messages; they are in %s, each with its reason, and the next run"
                            + " tries them again%n",
                    summary.asideMessages(), spool.resolve(EdgeRun.ASIDE));
        }
        warnOfLoss(err, "damage to the spool has taken", summary.lost().damagedRecords());
        warnOfLoss(
                err,
                "the full spool has dropped, as the oldest,",
                summary.lost().droppedOldest());
        warnOfLoss(err, "the full spool has not taken", summary.lost().droppedNewest());
        err.flush();
    }

    private void warnOfLoss(PrintWriter err, String what, long messages) {
        if (messages > 0) {
            err.printf("warning: %s %,d messages; the log says more (spool %s)%n", what, messages, spool);
        }
    }

    private EdgeSummary publish(EdgeRun opened) throws InterruptedException {
        try (EdgeRun run = opened;
                ProgressPrinter progress = quiet
                        ? null
                        : ProgressPrinter.start(run, spec.commandLine().getErr())) {
            return run.run();
        } catch (IOException e) {
            throw new CommandException(
                    "the run stopped: " + e.getMessage() + "; blocks accepted so far are on Kafka or in the spool "
                            + spool,
                    e);
        }
    }

    EdgeSettings settings() {
        return new EdgeSettings(
                sources.stream().map(SourceOptions::request).toList(),
                pace,
                new SpoolSettings(spool, new FsyncPolicy(fsync), spoolMaxBytes, whenFull, trimAfter),
                newSessions,
                derivePower,
                new KafkaTarget(
                        brokers.kafka(global.settings()),
                        topic,
                        commitsTopic,
                        topicPartitions,
                        brokers.connectTimeout(),
                        waitForBroker),
                new InstrumentSettings(driver.settings(), queueMaxBytes.orElseGet(QueueBudget::usualBytes)));
    }
}
