package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

/** The edge as a process that is asked to end. A terminal's Ctrl-C and a service manager's SIGTERM take the same way. */
@Timeout(90)
class EdgeProcessTest {

    private static final int EXIT_OF_SIGTERM = 143;

    @TempDir
    private Path folder;

    @Test
    void aProcessThatIsAskedToEndSendsWhatItHasReadAndPrintsItsSummary() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            Process edge = start(kafka.bootstrapServers());
            try {
                while (!hasSegment() && edge.isAlive()) {
                    Thread.sleep(20);
                }
                edge.destroy();
                assertThat(edge.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                edge.destroyForcibly();
            }
            assertThat(edge.exitValue()).isEqualTo(EXIT_OF_SIGTERM);
            assertThat(Files.readString(folder.resolve("out")))
                    .contains("SIM-0001", "dropped samples: 0; messages waiting in the spool: 0");
            assertThat(hasSegment()).isFalse();
            try (SegmentedSpool spool =
                    SegmentedSpool.open(folder.resolve("spool"), FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES)) {
                assertThat(spool.backlog()).isZero();
            }
        }
    }

    private Process start(String servers) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EdgeMain.class.getName(),
                        "edge",
                        "run",
                        "--source",
                        "sim:SIM-0001,rate=100k,seconds=forever",
                        "--pace",
                        "real",
                        "--quiet",
                        "--bootstrap-servers",
                        servers,
                        "--spool",
                        folder.resolve("spool").toString())
                .redirectOutput(file("out"))
                .redirectError(file("err"))
                .start();
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private boolean hasSegment() {
        Path spool = folder.resolve("spool");
        if (!Files.isDirectory(spool)) {
            return false;
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.anyMatch(file -> file.toString().endsWith(".segment"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
