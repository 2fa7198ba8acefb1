package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A spool on a small disk of its own that really fills up. Only root may mount it. */
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class SegmentedSpoolSmallDiskTest {

    private static final int MESSAGE_BYTES = 200_000;
    private static final int MESSAGES = 200;

    @TempDir
    private Path mountPoint;

    private Path directory;
    private SegmentedSpool spool;

    @BeforeEach
    void mount() throws Exception {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mountPoint.toString()))
                .as("only root may mount a disk")
                .isTrue();
        directory = mountPoint.resolve("spool");
        spool = SegmentedSpool.open(
                SpoolSettings.of(directory, FsyncPolicy.DEFAULT, 1L << 30),
                new SpoolLimits(1L << 30, 1 << 20),
                new RealDisk(),
                new CountingFold());
    }

    @AfterEach
    void unmount() throws Exception {
        if (spool != null) {
            spool.close();
            run("umount", mountPoint.toString());
        }
    }

    @Test
    void everyMessageArrivesOnceThoughTheDiskIsFullAgainAndAgain() throws Exception {
        CompletableFuture<Void> appending = appending();
        while (spool.counts().failedWrites() == 0) {
            Thread.sleep(5);
        }
        int polled = 0;
        while (polled < MESSAGES) {
            Optional<SpoolEntry> entry = spool.poll(Duration.ofSeconds(30));
            assertThat(ByteBuffer.wrap(entry.orElseThrow().message()).getInt()).isEqualTo(polled);
            polled++;
            spool.acknowledge(entry.get().position());
        }
        appending.get();
        assertThat(spool.counts().lostMessages()).isZero();
        assertThat(spool.backlog()).isZero();
    }

    private CompletableFuture<Void> appending() {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int number = 0; number < MESSAGES; number++) {
                    spool.append("device", message(number));
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static byte[] message(int number) {
        return ByteBuffer.allocate(MESSAGE_BYTES).putInt(number).array();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
