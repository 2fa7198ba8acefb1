package org.joulelake.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class HeapLogTest {

    @TempDir
    private Path folder;

    @Test
    void theMostBeforeAndAfterACollectionIsFound() throws Exception {
        Path log = folder.resolve("gc.log");
        Files.writeString(
                log,
                """
                [0.008s] Using Serial
                [0.612s] GC(0) Pause Young (Allocation Failure) 68M->9M(247M) 7.120ms
                [4.012s] GC(1) Pause Young (Allocation Failure) 77M->41M(247M) 3.001ms
                [5.100s] GC(2) Pause Full (Allocation Failure) 70M->12M(247M) 20.5ms
                """);
        assertThat(HeapLog.read(log)).isEqualTo(new HeapLog(3, 77, 12));
    }
}
