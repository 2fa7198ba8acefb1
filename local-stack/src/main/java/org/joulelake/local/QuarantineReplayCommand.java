package org.joulelake.local;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.ingest.IngestTables;
import org.joulelake.ingest.QuarantineReplay;
import org.joulelake.ingest.rules.RuleFile;
import org.joulelake.spark.LakeSession;

/** {@code joulelake quarantine replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Put messages in quarantine through the ingest again, after a fix of the rules or of Joulelake. What"
                        + " gets in gets in once, also while an ingest runs; what does not stays.")
final class QuarantineReplayCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Mixin
    private MessageSelection selection;

    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "All messages; needed if no other choice is made.")
    private boolean all;

    @Option(
            names = "--rules",
            descriptionKey = "ingest.rules",
            paramLabel = "FILE",
            description = "Rule file (default: the one that comes with Joulelake).")
    private Optional<Path> rules = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (selection.isAll() && !all) {
            throw new CommandException("say which messages: --reason, --topic, TOPIC/PARTITION/OFFSET, or --all");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (OpenLake open = lake.open(global.settings());
                OpenCatalog catalog = OpenCatalog.open(open.catalogSettings());
                SparkSession spark = LakeSession.open("joulelake-replay", open.catalogSettings(), Map.of())) {
            QuarantineReplay replay = new QuarantineReplay(
                    spark,
                    IngestTables.load(catalog, open.catalogSettings()),
                    rules.map(RuleFile::read).orElseGet(RuleFile::defaults),
                    Clock.systemUTC());
            QuarantineReplay.Outcome outcome = replay.run(
                    selection.expression(), done -> spec.commandLine().getErr().printf("%d messages done%n", done));
            out.printf(
                    "%d messages: %d are in the lake now, of %d it had the block, %d stay in quarantine%n",
                    outcome.messages(),
                    outcome.ingested(),
                    outcome.alreadyInLake(),
                    outcome.refused().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            outcome.refused().forEach((reason, count) -> out.printf("%8d  %s%n", count, reason));
            out.flush();
        }
        return 0;
    }
}
