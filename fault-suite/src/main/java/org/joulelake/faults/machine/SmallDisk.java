package org.joulelake.faults.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A folder that is a disk of its own (a tmpfs), so that it can be filled. Needs Linux and the right to mount. */
public final class SmallDisk implements AutoCloseable {

    private static final String BALLAST = "ballast";
    private static final long MOUNT_SECONDS = 30;

    private final Path folder;
    private final Thread unmountAtExit = new Thread(this::unmount, "unmount");

    private SmallDisk(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(unmountAtExit);
    }

    /** Mounts it on a folder, which is made; empty if this process may not. */
    public static Optional<SmallDisk> mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()))
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    /** Takes all space that is left. */
    public void fill() {
        byte[] zeros = new byte[64 << 10];
        try (OutputStream ballast =
                Files.newOutputStream(folder.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int length = zeros.length; length > 0; ) {
                try {
                    ballast.write(zeros, 0, length);
                } catch (IOException full) {
                    length /= 2;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fill " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Gives it back. */
    public void free() {
        try {
            Files.deleteIfExists(folder.resolve(BALLAST));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot free " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(unmountAtExit);
        unmount();
    }

    /** At once, whoever has files open. */
    private void unmount() {
        try {
            run(List.of("umount", "-l", folder.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
