package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.joulelake.edge.spool.SpoolFiles.drain;
import static org.joulelake.edge.spool.SpoolFiles.open;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A process that loses the right to write its spool's directory, and gets it back. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SegmentedSpoolPermissionTest {

    @TempDir
    private Path folder;

    @Test
    void appendingWaitsWhileTheDirectoryMayNotBeWrittenAndNothingIsLost() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("spool"));
        Process process = new ProcessBuilder(subjectToPermissions(directory))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = 0;
        try (BufferedReader output = process.inputReader()) {
            last = readUntil(output, 20);
            permit(directory, "r-xr-xr-x");
            String told = nextTold(output);
            while (!told.equals(AppendAndTell.FAILED)) {
                last = Long.parseLong(told);
                told = nextTold(output);
            }
            permit(directory, "rwxr-xr-x");
            last = readUntil(output, last + 20);
        } finally {
            permit(directory, "rwxr-xr-x");
            process.destroyForcibly().waitFor();
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(drain(spool))
                    .extracting(SpoolEntry::position)
                    .containsAll(LongStream.rangeClosed(1, last).boxed().toList());
            assertThat(spool.counts().lostMessages()).isZero();
        }
    }

    private static long readUntil(BufferedReader output, long position) throws IOException {
        long last = 0;
        while (last < position) {
            String told = nextTold(output);
            last = told.equals(AppendAndTell.FAILED) ? last : Long.parseLong(told);
        }
        return last;
    }

    /** The next position, or that a write has failed; lines of the log are passed over. */
    private static String nextTold(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches("\\d+|" + AppendAndTell.FAILED)) {
            line = output.readLine();
        }
        assertThat(line).as("the process goes on").isNotNull();
        return line;
    }

    private static void permit(Path directory, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    /** Root may write anywhere, unless that capability is taken from it. */
    private static List<String> subjectToPermissions(Path directory) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            assumeThat(Path.of("/usr/bin/setpriv"))
                    .as("takes capabilities from root")
                    .exists();
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.addAll(JavaProcess.command(AppendAndTell.class, directory));
        return command;
    }
}
