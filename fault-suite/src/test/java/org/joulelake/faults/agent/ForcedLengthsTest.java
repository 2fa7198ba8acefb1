package org.joulelake.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class ForcedLengthsTest {

    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void begin() {
        log = folder.resolve("forced.log");
        ForcedLengths.writeTo(log);
    }

    @Test
    void aLossOfPowerTakesWhatWasWrittenSinceTheLastForce() throws IOException {
        Path file = write("a.segment", 10);
        Object open = new Object();
        ForcedLengths.opened(open, file);
        long length = ForcedLengths.length(open);
        append(file, 5);
        ForcedLengths.forced(open, length);

        assertThat(ForcedLengths.cut(log, folder, ".segment")).isEqualTo(5);
        assertThat(Files.size(file)).isEqualTo(10);
    }

    @Test
    void ofTwoThatForceAtOnceTheOneThatSawLessMaySayItLast() throws IOException {
        Path file = write("a.segment", 20);
        Object open = new Object();
        ForcedLengths.opened(open, file);
        ForcedLengths.forced(open, 15);
        ForcedLengths.forced(open, 10);

        assertThat(ForcedLengths.cut(log, folder, ".segment")).isEqualTo(5);
        assertThat(Files.size(file)).isEqualTo(15);
    }

    @Test
    void aFileThatWasNeverForcedIsEmptyThenAndOthersStay() throws IOException {
        Path never = write("b.segment", 10);
        ForcedLengths.opened(new Object(), never);
        Path unknown = write("c.segment", 10);
        Path otherName = write("d.other", 10);
        ForcedLengths.opened(new Object(), otherName);

        assertThat(ForcedLengths.cut(log, folder, ".segment")).isEqualTo(10);
        assertThat(Files.size(never)).isZero();
        assertThat(Files.size(unknown)).isEqualTo(10);
        assertThat(Files.size(otherName)).isEqualTo(10);
    }

    private Path write(String name, int bytes) throws IOException {
        return Files.write(folder.resolve(name), new byte[bytes]);
    }

    private static void append(Path file, int bytes) throws IOException {
        Files.write(file, new byte[bytes], StandardOpenOption.APPEND);
    }
}
