package org.joulelake.local;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.cli.Settings;
import org.joulelake.ingest.IngestTables;
import org.joulelake.ingest.IngestedRange;
import org.joulelake.spark.LakeSession;
import org.joulelake.verify.LakeVerifier;
import org.joulelake.verify.TopicComparison;
import org.joulelake.verify.VerifyFilter;
import org.joulelake.verify.VerifyReport;

/** {@code joulelake verify}: re-reads the lake and proves it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Read blocks of the lake again, recompute their checksums and statistics, and look for blocks that are"
                        + " missing or there twice. Exit code 0: all is right; 3: something is wrong, and told; 1: it could not"
                        + " be checked.")
final class VerifyCommand implements Callable<Integer> {

    private static final int SOMETHING_IS_WRONG = 3;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Spec
    private CommandSpec spec;

    @Option(names = "--device", description = "Only blocks of this device.")
    private Optional<String> device = Optional.empty();

    @Option(names = "--algorithm", description = "Only blocks of this algorithm, as in power.blocks.")
    private Optional<String> algorithm = Optional.empty();

    @Option(names = "--signal", description = "Only blocks of this signal.")
    private Optional<String> signal = Optional.empty();

    @Option(names = "--session", description = "Only blocks of this session.")
    private Optional<String> session = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "Only blocks that end after this, ISO 8601 with zone.")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only blocks that start before this.")
    private Instant to;

    @Option(
            names = "--against-topic",
            paramLabel = "TOPIC",
            description = "Also look up each record that this topic still has in the lake or in quarantine.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--bootstrap-servers",
            descriptionKey = "kafka.bootstrap.servers",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka brokers of that topic (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(names = "--expect-blocks", description = "There must be so many blocks, such as an edge has counted.")
    private Optional<Long> expectBlocks = Optional.empty();

    @Option(names = "--expect-samples", description = "There must be so many samples.")
    private Optional<Long> expectSamples = Optional.empty();

    @Option(
            names = "--max-findings",
            defaultValue = "100",
            description = "Most findings to print; all are counted (default: ${DEFAULT-VALUE}).")
    private int maxFindings;

    @Override
    public Integer call() throws Exception {
        Settings settings = global.settings();
        VerifyFilter filter = filter();
        if (topic.isPresent() && !filter.equals(VerifyFilter.ALL)) {
            throw new CommandException("--against-topic compares the whole lake; leave the choice of blocks out");
        }
        try (OpenLake open = lake.open(settings);
                OpenCatalog catalog = OpenCatalog.open(open.catalogSettings())) {
            IngestTables tables = IngestTables.load(catalog, open.catalogSettings());
            Optional<TopicComparison> comparison =
                    topic.isPresent() ? Optional.of(comparison(settings, tables)) : Optional.empty();
            try (SparkSession spark = LakeSession.open(
                    "joulelake-verify", open.catalogSettings(), settings.withoutPrefix("spark-conf."))) {
                VerifyReport report = new LakeVerifier(spark, tables.blocks()).verify(filter, comparison, maxFindings);
                return print(report, spec.commandLine().getOut());
            }
        }
    }

    private TopicComparison comparison(Settings settings, IngestTables tables) throws InterruptedException {
        Map<String, String> kafka = new TreeMap<>(settings.withoutPrefix("kafka."));
        kafka.put("bootstrap.servers", bootstrapServers);
        IngestedRange range = IngestedRange.of(kafka, topic.orElseThrow(), tables.blocks());
        return new TopicComparison(kafka, topic.orElseThrow(), range.starts(), range.ends());
    }

    private VerifyFilter filter() {
        Map<String, String> equal = new HashMap<>();
        device.ifPresent(text -> equal.put(BlocksTable.DEVICE, text));
        algorithm.ifPresent(text -> equal.put(BlocksTable.ALGORITHM, text));
        signal.ifPresent(text -> equal.put(BlocksTable.SIGNAL, text));
        session.ifPresent(text -> equal.put(BlocksTable.SESSION, text));
        return new VerifyFilter(equal, from, to);
    }

    private int print(VerifyReport report, PrintWriter out) {
        report.findings().forEach(out::println);
        if (report.findingCount() > report.findings().size()) {
            out.printf(
                    "and %d more%n", report.findingCount() - report.findings().size());
        }
        boolean asExpected = isExpected("blocks", expectBlocks, report.blocks(), out)
                & isExpected("samples", expectSamples, report.samples(), out);
        out.printf(
                Locale.ROOT,
                "%d files, %d bytes: %d blocks, %d samples checked in %.1f s, %.3g samples/s%n",
                report.files(),
                report.bytes(),
                report.blocks(),
                report.samples(),
                report.duration().toMillis() / 1e3,
                report.samplesPerSecond());
        if (report.derivedBlocks() > 0) {
            out.printf(
                    "%d of the blocks are derived, their %d samples computed again%n",
                    report.derivedBlocks(), report.derivedSamples());
        }
        out.printf(
                "%d samples are missing inside blocks, %d in %d gaps between blocks, as the source told%n",
                report.missing(), report.gapSamples(), report.gaps());
        topic.ifPresent(name -> out.printf("%d records of topic %s compared%n", report.recordsCompared(), name));
        boolean right = report.isIntact() && asExpected;
        out.println(right ? "intact" : report.findingCount() + " findings" + (asExpected ? "" : ", and other counts"));
        out.flush();
        return right ? 0 : SOMETHING_IS_WRONG;
    }

    private static boolean isExpected(String what, Optional<Long> expected, long found, PrintWriter out) {
        if (expected.isPresent() && expected.get() != found) {
            out.printf("%d %s were expected, but there are %d%n", expected.get(), what, found);
            return false;
        }
        return true;
    }
}
