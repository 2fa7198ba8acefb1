package org.joulelake.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;

/** Folders of runs. */
public final class RunFolder {

    private RunFolder() {}

    /**
     * Makes a folder.
     *
     * @param wanted its path; if null, one in {@code .joulelake/faults} that is named after the time
     * @throws CommandException if it is there already
     */
    public static Path make(Path wanted) throws IOException {
        if (wanted != null && Files.exists(wanted)) {
            throw new CommandException("folder " + wanted + " is there already; name a new one");
        }
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        Path run = wanted == null
                ? Path.of(System.getProperty("joulelake.root", "."), ".joulelake", "faults", now)
                : wanted;
        return Files.createDirectories(run).toRealPath();
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
