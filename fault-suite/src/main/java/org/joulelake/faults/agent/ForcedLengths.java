package org.joulelake.faults.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * How much of each file was forced to the disk: noted by the process that forces, in a file that survives its death, and
 * used to take from the disk what a loss of power would take.
 */
public final class ForcedLengths {

    private static final Map<Object, Path> PATHS = new WeakHashMap<>();
    private static final Map<Object, Long> MOST = new WeakHashMap<>();
    private static Path log;

    private ForcedLengths() {}

    static void writeTo(Path file) {
        log = file;
    }

    /** A file was opened, and is empty. */
    public static synchronized void opened(Object file, Path path) {
        PATHS.put(file, path);
        note(path, 0);
    }

    /** How long a file is before it is forced. */
    public static synchronized long length(Object file) {
        try {
            return Files.size(PATHS.get(file));
        } catch (IOException e) {
            return 0;
        }
    }

    /** A file was forced when it had this length. Of two threads that force it, the earlier one may say so last. */
    public static synchronized void forced(Object file, long length) {
        note(PATHS.get(file), MOST.merge(file, length, Math::max));
    }

    /** A file that nobody writes to was cut, and forced. */
    public static synchronized void cutTo(Path path, long length) {
        note(path, length);
    }

    private static void note(Path path, long length) {
        try {
            Files.writeString(
                    log,
                    length + " " + path + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Cuts each file of a folder with this ending to what was last forced of it; a file of which nothing is noted stays.
     *
     * @return bytes that were cut off
     */
    public static long cut(Path log, Path folder, String ending) throws IOException {
        Map<Path, Long> forced = new HashMap<>();
        for (String line : Files.readAllLines(log)) {
            int space = line.indexOf(' ');
            forced.put(Path.of(line.substring(space + 1)), Long.parseLong(line.substring(0, space)));
        }
        long bytes = 0;
        for (Path file : files(folder, ending)) {
            long length = forced.getOrDefault(file, Long.MAX_VALUE);
            if (length < Files.size(file)) {
                bytes += Files.size(file) - length;
                try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                    channel.truncate(length);
                }
            }
        }
        return bytes;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
