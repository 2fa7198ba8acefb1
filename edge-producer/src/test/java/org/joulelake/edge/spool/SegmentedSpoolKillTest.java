package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.edge.spool.SpoolFiles.NO_WAIT;
import static org.joulelake.edge.spool.SpoolFiles.open;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

import org.joulelake.cli.CommandException;

@Timeout(60)
class SegmentedSpoolKillTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 3000})
    void allWhoseAppendReturnedIsThereAfterAKill(int killAfter) throws Exception {
        Process process = appender();
        try (BufferedReader output = process.inputReader()) {
            awaitNumber(output, killAfter);
            process.toHandle().destroyForcibly();
            process.waitFor();
            int last = Math.max(killAfter, lastWholeNumber(output));
            assertThat(messages()).isGreaterThan(last);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aSpoolInUseByAnotherProcessIsRefused() throws Exception {
        Process process = appender();
        try (BufferedReader output = process.inputReader()) {
            awaitNumber(output, 0);
            assertThatThrownBy(() -> open(directory))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("spool " + directory + " is in use by another process");
        } finally {
            process.destroyForcibly().waitFor();
        }
        open(directory).close();
    }

    /** Number of messages in the spool, each of them the one that it should be. */
    private int messages() throws IOException, InterruptedException {
        int count = 0;
        try (SegmentedSpool spool = open(directory)) {
            Optional<SpoolEntry> entry = spool.poll(NO_WAIT);
            while (entry.isPresent()) {
                assertThat(ByteBuffer.wrap(entry.get().message()).getInt()).isEqualTo(count);
                count++;
                spool.acknowledge(entry.get().position());
                entry = spool.poll(NO_WAIT);
            }
            assertThat(spool.counts().damagedRecords()).isZero();
        }
        return count;
    }

    private Process appender() throws IOException {
        return new ProcessBuilder(JavaProcess.command(AppendUntilKilled.class, directory))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitNumber(BufferedReader output, int number) throws IOException {
        String line = output.readLine();
        while (!String.valueOf(number).equals(line)) {
            assertThat(line).as("output of the appending process").isNotNull();
            line = output.readLine();
        }
    }

    /** The kill may cut the last line, so only lines before it are sure to be whole. */
    private static int lastWholeNumber(BufferedReader output) throws IOException {
        int whole = -1;
        String line = output.readLine();
        for (String next = output.readLine(); next != null; next = output.readLine()) {
            whole = Integer.parseInt(line);
            line = next;
        }
        return whole;
    }
}
