package org.joulelake.edge.send;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.joulelake.edge.spool.SpoolEntry;

/**
 * A folder for messages that the topic refuses for good, each with its reason:
 *
 * <pre>
 * DIR/0000000000000000017-1f0c33aa.block     the message as it is, to the byte
 * DIR/0000000000000000017-1f0c33aa.key       its key, the device
 * DIR/0000000000000000017-1f0c33aa.reason    why it was refused and what to do
 * </pre>
 *
 * The names are the message's position in the spool and its CRC32C: a message that is set aside twice is there once.
 *
 * Each start of a sender tries them once more. Used by one thread, but for {@link #count}.
 */
final class Aside {

    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);
    private static final String BLOCK = ".block";
    private static final String KEY = ".key";
    private static final String REASON = ".reason";

    private final Path directory;
    private final long maxBytes;
    private volatile long count;
    private long bytes;

    /** A folder that is made when the first message comes. */
    Aside(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** Messages in the folder. */
    long count() {
        return count;
    }

    /** Puts a message into the folder; it is on the disk when this returns. */
    void put(SpoolEntry entry, String reason) throws IOException {
        if (bytes + entry.message().length > maxBytes) {
            throw new IOException("%s holds %,d bytes and takes no more; %s".formatted(directory, bytes, reason));
        }
        Files.createDirectories(directory);
        String name = name(entry);
        boolean known = Files.exists(directory.resolve(name + BLOCK));
        write(name + REASON, (reason + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        write(name + KEY, entry.key().getBytes(StandardCharsets.UTF_8));
        write(name + BLOCK, entry.message());
        LOG.error("Set aside in {}: {}", directory, reason);
        if (!known) {
            count++;
            bytes += entry.message().length;
        }
    }

    /** Looks what is in the folder; the messages' files, oldest first. */
    List<Path> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> blocks = files.filter(file -> file.toString().endsWith(BLOCK))
                    .sorted()
                    .toList();
            bytes = 0;
            for (Path block : blocks) {
                bytes += Files.size(block);
            }
            count = blocks.size();
            return blocks;
        }
    }

    /** The message in one of the files. */
    SpoolEntry read(Path block) throws IOException {
        String name = block.getFileName().toString().replace(BLOCK, "");
        return new SpoolEntry(
                Long.parseLong(name.substring(0, name.indexOf('-'))),
                Files.readString(directory.resolve(name + KEY)),
                Files.readAllBytes(block));
    }

    /** Takes a message out that was sent after all. */
    void remove(SpoolEntry entry) throws IOException {
        String name = name(entry);
        Files.deleteIfExists(directory.resolve(name + BLOCK));
        Files.deleteIfExists(directory.resolve(name + KEY));
        Files.deleteIfExists(directory.resolve(name + REASON));
        count--;
        bytes -= entry.message().length;
    }

    private static String name(SpoolEntry entry) {
        CRC32C crc = new CRC32C();
        crc.update(entry.message());
        return "%019d-%08x".formatted(entry.position(), crc.getValue());
    }

    private void write(String name, byte[] content) throws IOException {
        Path temporary = directory.resolve(name + ".tmp");
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
