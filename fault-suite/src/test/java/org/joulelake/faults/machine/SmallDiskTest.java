package org.joulelake.faults.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class SmallDiskTest {

    @TempDir
    private Path folder;

    @Test
    void takesNothingWhileItIsFull() throws Exception {
        Path mounted = folder.resolve("disk");
        Optional<SmallDisk> disk = SmallDisk.mount(mounted, 2);
        assumeTrue(disk.isPresent(), "needs Linux and the right to mount");
        try (SmallDisk small = disk.get()) {
            small.fill();
            assertThatThrownBy(() -> Files.write(mounted.resolve("one"), new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space");
            small.free();
            Files.delete(mounted.resolve("one"));
            assertThat(Files.write(mounted.resolve("two"), new byte[1_000_000])).hasSize(1_000_000);
        }
        assertThat(mounted).isEmptyDirectory();
    }
}
