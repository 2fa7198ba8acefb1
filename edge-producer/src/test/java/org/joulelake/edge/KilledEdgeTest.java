package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.embedded.EmbeddedKafka;

/** The edge is killed again and again while it plays a recording. */
@Timeout(600)
class KilledEdgeTest {

    private static final int KILLS = 50;
    private static final String TOPIC = "killed";

    /** Played in real time, so that there is something left to be played after fifty deaths. */
    private static final String SOURCE =
            "sim:SIM-0001,rate=400k,seconds=40,seed=5,start=2026-01-01T00:00:00Z,gap=70000-70100,nan=10-20";

    @TempDir
    private Path folder;

    @Test
    void aRecordingArrivesWholeInOneSessionHoweverOftenTheEdgeIsKilled(TestReporter reporter) throws Exception {
        Random random = new Random(50);
        List<Block> received;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            for (int kill = 0; kill < KILLS; kill++) {
                Map<Path, FileTime> segmentsBefore = segments();
                Process edge = start(kafka.bootstrapServers(), "real");
                awaitAccepting(edge, segmentsBefore);
                edge.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
                assertThat(edge.isAlive()).as(log()).isTrue();
                edge.destroyForcibly().waitFor();
            }
            Process last = start(kafka.bootstrapServers(), "fast");
            assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue()).as(log()).isZero();
            received = BlockTopic.readAll(kafka.bootstrapServers(), TOPIC).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
        List<Block> once = withoutRepeats(received);
        reporter.publishEntry("blocks received again", Integer.toString(received.size() - once.size()));
        assertThat(once.stream().map(block -> block.header().stream().session()).distinct())
                .hasSize(1);
        assertThat(SignalBits.of(once))
                .isEqualTo(
                        SignalBits.withPower(new SourceRequest(SOURCE, Optional.empty(), Optional.empty(), Set.of())));
        for (String signal : List.of("current", "voltage", "power")) {
            assertThat(sequences(once, signal))
                    .containsExactlyElementsOf(
                            LongStream.range(0, once.size() / 3).boxed().toList());
        }
    }

    /** A block that was sent before is the same in every bit that counts. */
    private static List<Block> withoutRepeats(List<Block> received) {
        Map<String, Block> once = new LinkedHashMap<>();
        for (Block block : received) {
            BlockHeader header = block.header();
            Block before = once.putIfAbsent(header.stream().signal() + " " + header.sequence(), block);
            if (before != null) {
                assertThat(header).isEqualTo(before.header());
                assertThat(block).hasSameClassAs(before);
            }
        }
        return new ArrayList<>(once.values());
    }

    private static List<Long> sequences(List<Block> blocks, String signal) {
        return blocks.stream()
                .map(Block::header)
                .filter(header -> header.stream().signal().equals(signal))
                .map(BlockHeader::sequence)
                .toList();
    }

    /** Waits for the first block that this life accepts: it begins a segment, perhaps one whose first was cut off. */
    private void awaitAccepting(Process edge, Map<Path, FileTime> segmentsBefore)
            throws IOException, InterruptedException {
        while (edge.isAlive()
                && segmentsBefore.entrySet().containsAll(segments().entrySet())) {
            edge.waitFor(5, TimeUnit.MILLISECONDS);
        }
        assertThat(edge.isAlive()).as(log()).isTrue();
    }

    /** When which segment was written to last. */
    private Map<Path, FileTime> segments() throws IOException {
        Path spool = folder.resolve("spool");
        Map<Path, FileTime> segments = new HashMap<>();
        if (Files.isDirectory(spool)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(spool, "*.segment")) {
                for (Path file : files) {
                    segments.put(file, Files.getLastModifiedTime(file));
                }
            } catch (NoSuchFileException e) {
                return segments();
            }
        }
        return segments;
    }

    private String log() throws IOException {
        Path err = folder.resolve("err");
        Path out = folder.resolve("out");
        return Files.exists(err) ? Files.readString(out) + Files.readString(err) : "";
    }

    private Process start(String servers, String pace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EdgeMain.class.getName(),
                        "edge",
                        "run",
                        "--source",
                        SOURCE,
                        "--pace",
                        pace,
                        "--quiet",
                        "--topic",
                        TOPIC,
                        "--bootstrap-servers",
                        servers,
                        "--spool",
                        folder.resolve("spool").toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }
}
