package org.joulelake.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.CommandException;
import org.joulelake.faults.check.CheckResult;
import org.joulelake.faults.check.LakeCheck;
import org.joulelake.faults.check.QuarantineCheck;
import org.joulelake.faults.check.RecordId;
import org.joulelake.faults.check.TopicCheck;
import org.joulelake.faults.check.TopicReader;
import org.joulelake.faults.kafka.StrayMessages;
import org.joulelake.faults.process.Child;
import org.joulelake.ingest.IngestTables;

/** Looks at all that a run has left, in several ways that do not know of each other. */
final class LakeExamination {

    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(30);

    /** As a user would ask: rows of the view, and samples between the blocks of a stream that no block has. */
    private static final String COUNTS = "SELECT * FROM"
            + " (SELECT count(*) AS samples FROM power.samples),"
            + " (SELECT coalesce(sum(first_sample - coalesce(before, 0)), 0) AS gaps FROM"
            + " (SELECT first_sample, lag(first_sample + sample_count) OVER"
            + " (PARTITION BY device, session, signal ORDER BY sequence) AS before FROM power.blocks))";

    private static final Pattern TWO_NUMBERS = Pattern.compile("\\d+,-?\\d+");

    private final LakeParts parts;
    private final SimulatedDevices devices;
    private final StrayMessages messages;
    private final RunLog log;

    LakeExamination(LakeParts parts, SimulatedDevices devices, StrayMessages messages, RunLog log) {
        this.parts = parts;
        this.devices = devices;
        this.messages = messages;
        this.log = log;
    }

    Examined examine() throws IOException, InterruptedException {
        CheckResult topic = topic();
        log.say("the topic is checked");
        CatalogSettings settings = LakeSettings.catalog(parts.ports());
        try (OpenCatalog catalog = OpenCatalog.open(settings)) {
            IngestTables tables = IngestTables.load(catalog, settings);
            CheckResult lake = LakeCheck.check(tables.blocks(), devices.specs());
            QuarantineCheck quarantine = QuarantineCheck.check(tables.quarantine(), messages.hostile());
            log.say("the lake is checked");
            int verify = verify(lake.samplesSent() - lake.samplesLost() - lake.samplesDerived());
            log.say("joulelake verify has ended with exit code " + verify);
            List<Long> counts = counts();
            log.say("joulelake sql has counted");
            return new Examined(
                    lake,
                    topic,
                    quarantine,
                    ReportedLosses.read(parts.folder().logs().resolve("edge.log")),
                    LakeWatch.longestStall(tables.blocks()),
                    verify,
                    counts.get(0),
                    counts.get(1));
        }
    }

    private CheckResult topic() {
        Set<RecordId> strangers = messages.hostile();
        TopicCheck check = new TopicCheck(devices.specs());
        TopicReader.readAll(parts.brokers().directServers(), parts.topic().name(), record -> {
            if (!strangers.contains(new RecordId(record.partition(), record.offset()))) {
                check.accept(record);
            }
        });
        return check.result();
    }

    private int verify(long samples) throws InterruptedException {
        return run(
                "verify",
                JoulelakeCommands.verify(parts.folder(), parts.brokers().directServers(), parts.topic(), samples));
    }

    /** The two numbers that the command prints among its log lines. */
    private List<Long> counts() throws IOException, InterruptedException {
        int exit = run("sql", JoulelakeCommands.sql(parts.folder(), COUNTS));
        Optional<String> answer = Files.readAllLines(log("sql")).stream()
                .filter(line -> TWO_NUMBERS.matcher(line).matches())
                .findFirst();
        if (exit != 0 || answer.isEmpty()) {
            throw new CommandException("joulelake sql cannot count; see " + log("sql"));
        }
        return List.of(answer.get().split(",")).stream().map(Long::valueOf).toList();
    }

    private int run(String name, List<String> command) throws InterruptedException {
        try (Child child = Child.start(log(name), command)) {
            OptionalInt exit = child.awaitExit(LONGEST_COMMAND);
            return exit.orElseThrow(
                    () -> new CommandException("joulelake " + name + " does not end; see " + log(name)));
        }
    }

    private Path log(String name) {
        return parts.folder().logs().resolve(name + ".log");
    }
}
