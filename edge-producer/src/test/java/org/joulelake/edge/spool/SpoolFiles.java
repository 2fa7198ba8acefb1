package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What tests do with a spool's files and its content. */
final class SpoolFiles {

    static final Duration NO_WAIT = Duration.ZERO;

    private SpoolFiles() {}

    static SegmentedSpool open(Path directory) {
        return SegmentedSpool.open(directory, FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES);
    }

    /** A spool that begins a segment at the first record that would take one beyond this many bytes. */
    static SegmentedSpool openWithSegments(Path directory, long segmentBytes) {
        return openWithSegments(directory, segmentBytes, FsyncPolicy.DEFAULT);
    }

    static SegmentedSpool openWithSegments(Path directory, long segmentBytes, FsyncPolicy fsync) {
        SpoolSettings settings = SpoolSettings.of(directory, fsync, SegmentedSpool.MIN_BYTES);
        return SegmentedSpool.open(
                settings, new SpoolLimits(SegmentedSpool.MIN_BYTES, segmentBytes), new RealDisk(), SpoolFold.NONE);
    }

    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.named(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    static List<SpoolEntry> drain(Spool spool) throws IOException, InterruptedException {
        List<SpoolEntry> entries = new ArrayList<>();
        Optional<SpoolEntry> entry = spool.poll(NO_WAIT);
        while (entry.isPresent()) {
            entries.add(entry.get());
            entry = spool.poll(NO_WAIT);
        }
        return entries;
    }

    /** Messages of all entries, as text. */
    static List<String> drainText(Spool spool) throws IOException, InterruptedException {
        return drain(spool).stream().map(entry -> new String(entry.message())).toList();
    }

    static void append(Spool spool, String... messages) throws IOException, InterruptedException {
        for (String message : messages) {
            spool.append("device", message.getBytes());
        }
    }

    /** Deletes a spool that is closed. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Copies a spool that may be open, but for what is just being written to replace a file. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".tmp")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
