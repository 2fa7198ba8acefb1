package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.edge.spool.SpoolFiles.drain;
import static org.joulelake.edge.spool.SpoolFiles.open;
import static org.joulelake.edge.spool.SpoolFiles.segments;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The system lets no file of the writing process grow beyond a limit, which ends a write in the middle of a record. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class SegmentedSpoolFailedWriteTest {

    /** In the unit of the POSIX shell, 512 bytes; a little more than five records. */
    private static final String FILE_LIMIT = "100";

    private static final int RECORDS_IN_LIMIT = 5;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"always", "interval"})
    void aMessageWhoseWriteFailsIsWrittenToTheNextSegmentAndThereOnce(String fsync) throws Exception {
        assertThat(appendWithFileLimit(fsync)).isEqualTo(AppendDespiteFailures.MESSAGES / RECORDS_IN_LIMIT - 1);
        for (Path segment : segments(directory)) {
            assertThat(Files.size(segment) % recordBytes())
                    .as("rest of %s", segment)
                    .isZero();
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(drain(spool))
                    .extracting(entry -> ByteBuffer.wrap(entry.message()).getInt())
                    .containsExactlyElementsOf(IntStream.range(0, AppendDespiteFailures.MESSAGES)
                            .boxed()
                            .toList());
            assertThat(spool.counts().lostMessages()).isZero();
        }
    }

    /** How many writes have failed. */
    private int appendWithFileLimit(String fsync) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + FILE_LIMIT + "; exec \"$@\"", "sh"));
        command.addAll(JavaProcess.command(AppendDespiteFailures.class, directory, fsync));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            process.waitFor();
            return Integer.parseInt(lines.get(lines.size() - 1));
        } finally {
            process.destroyForcibly();
        }
    }

    private static int recordBytes() {
        return RecordFormat.KEY_OFFSET + "device".length() + 10_000;
    }
}
