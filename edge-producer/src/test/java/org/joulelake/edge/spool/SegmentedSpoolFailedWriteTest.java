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

/** The system lets no file of the writing process grow beyond a limit, which ends a write in the middle of a record. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class SegmentedSpoolFailedWriteTest {

    /** In the unit of the POSIX shell, 512 bytes; a little more than five records. */
    private static final String FILE_LIMIT = "100";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"always", "interval"})
    void whatIsAppendedAfterAFailedWriteIsThereAndTheFailedIsNot(String fsync) throws Exception {
        List<Integer> appended = appendWithFileLimit(fsync);
        assertThat(appended).hasSizeBetween(10, AppendDespiteFailures.MESSAGES - 1);
        for (Path segment : segments(directory)) {
            assertThat(Files.size(segment) % recordBytes())
                    .as("rest of %s", segment)
                    .isZero();
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(drain(spool))
                    .extracting(entry -> ByteBuffer.wrap(entry.message()).getInt())
                    .containsExactlyElementsOf(appended);
            assertThat(spool.damagedRecords()).isZero();
        }
    }

    private List<Integer> appendWithFileLimit(String fsync) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + FILE_LIMIT + "; exec \"$@\"", "sh"));
        command.addAll(JavaProcess.command(AppendDespiteFailures.class, directory, fsync));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            return output.lines().map(Integer::valueOf).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int recordBytes() {
        return RecordFormat.KEY_OFFSET + "device".length() + 10_000;
    }
}
