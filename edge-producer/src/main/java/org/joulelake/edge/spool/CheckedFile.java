package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small file that is replaced as a whole, so that it is always the old or the new one. Numbers are big-endian.
 *
 * <pre>
 * offset  bytes  field
 *      0      4  mark: what kind of content follows
 *      4      n  content
 *    4+n      4  CRC32C of all bytes before
 * </pre>
 */
final class CheckedFile {

    /** Nothing that is kept so needs more; a longer file is damaged. */
    static final int MAX_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(CheckedFile.class);
    private static final int MIN_BYTES = 2 * Integer.BYTES;

    private final Disk disk;
    private final Path file;
    private final Path temporary;
    private final int mark;
    private final String ifDamaged;

    /**
     * A file that may be missing.
     *
     * @param ifDamaged what follows if the file cannot be trusted, for the log
     */
    CheckedFile(Disk disk, Path file, int mark, String ifDamaged) {
        this.disk = disk;
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
        this.mark = mark;
        this.ifDamaged = ifDamaged;
    }

    /** The content; empty if there is none or it cannot be trusted. */
    Optional<byte[]> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long size = Files.size(file);
        if (size >= MIN_BYTES && size <= MAX_BYTES) {
            ByteBuffer stored = ByteBuffer.wrap(Files.readAllBytes(file));
            int checksumOffset = stored.capacity() - Integer.BYTES;
            if (stored.getInt(0) == mark && stored.getInt(checksumOffset) == checksum(stored)) {
                byte[] content = new byte[checksumOffset - Integer.BYTES];
                stored.get(Integer.BYTES, content);
                return Optional.of(content);
            }
        }
        LOG.warn("{} is damaged: {}", file, ifDamaged);
        return Optional.empty();
    }

    void write(byte[] content) throws IOException {
        ByteBuffer stored = ByteBuffer.allocate(MIN_BYTES + content.length);
        stored.putInt(0, mark);
        stored.put(Integer.BYTES, content);
        stored.putInt(stored.capacity() - Integer.BYTES, checksum(stored));
        try (Disk.OpenFile out = disk.create(temporary)) {
            out.append(stored.array());
            out.force();
        }
        disk.rename(temporary, file);
        disk.forceDirectory(file.getParent());
    }

    private static int checksum(ByteBuffer stored) {
        CRC32C crc = new CRC32C();
        crc.update(stored.array(), 0, stored.capacity() - Integer.BYTES);
        return (int) crc.getValue();
    }
}
