package org.joulelake.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.faults.process.Await;
import org.joulelake.ingest.IngestTables;
import org.joulelake.ingest.IngestedRange;

/** The end of a run: the edge has published all, the ingest has taken all in. */
final class Drain {

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    /** Metrics follow the commit that they tell of. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeParts parts;
    private final RunLog log;

    Drain(LakeParts parts, RunLog log) {
        this.parts = parts;
        this.log = log;
    }

    /** Waits for the end of the edge; its exit code, or empty if it takes longer. */
    OptionalInt awaitEdge(Duration longest) throws InterruptedException {
        Await.within(longest, () -> parts.edge().ended().isPresent());
        OptionalInt exit = parts.edge().ended();
        log.say(exit.isPresent() ? "the edge has ended with exit code " + exit.getAsInt() : "the edge does not end");
        return exit;
    }

    /** Waits until the ingest has taken in all that is on the topic, and stops it; false if that takes longer. */
    boolean awaitIngest(Duration longest) throws InterruptedException {
        if (!Await.within(longest, this::allTaken)) {
            log.say("the ingest does not come to the end of the topic");
            return false;
        }
        if (!Await.within(SOON, () -> IngestMetricsPage.read(parts.ports()).saysAllTaken())) {
            log.say("the ingest has taken all in, but it says " + IngestMetricsPage.read(parts.ports()));
            return false;
        }
        boolean stopped = parts.ingest().stop(LONGEST_STOP);
        log.say(stopped ? "the ingest has taken all in, and has ended" : "the ingest does not end");
        return stopped;
    }

    private boolean allTaken() throws InterruptedException {
        CatalogSettings settings = LakeSettings.catalog(parts.ports());
        try (OpenCatalog catalog = OpenCatalog.open(settings)) {
            String read = IngestedRange.of(
                            Map.of("bootstrap.servers", parts.brokers().directServers()),
                            parts.topic().name(),
                            IngestTables.load(catalog, settings).blocks())
                    .ends();
            OptionalLong there = parts.brokers().records(parts.topic().name());
            return there.isPresent() && there.getAsLong() == sum(read);
        } catch (IOException | RuntimeException notNow) {
            return false;
        }
    }

    /** All offsets of {@code {"topic":{"partition":offset}}}. */
    private long sum(String offsets) throws IOException {
        long sum = 0;
        for (JsonNode offset : JSON.readTree(offsets).path(parts.topic().name())) {
            sum += offset.asLong();
        }
        return sum;
    }
}
