package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The position up to which all is acknowledged, on disk: replaced as a whole, so that it is always the old or the new
 * one. Numbers are big-endian.
 *
 * <pre>
 * offset  bytes  field
 *      0      4  mark "JLA1"
 *      4      8  position
 *     12      4  CRC32C of the twelve bytes before
 * </pre>
 */
final class AcknowledgedFile {

    static final String NAME = "acknowledged";

    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgedFile.class);
    private static final int MARK = 0x4A4C4131;
    private static final int POSITION_OFFSET = Integer.BYTES;
    private static final int CHECKSUM_OFFSET = POSITION_OFFSET + Long.BYTES;
    private static final int BYTES = CHECKSUM_OFFSET + Integer.BYTES;

    private final Path file;
    private final Path temporary;

    AcknowledgedFile(Path directory) {
        this.file = directory.resolve(NAME);
        this.temporary = directory.resolve(NAME + ".tmp");
    }

    /** The stored position; empty if there is none or it cannot be trusted. */
    OptionalLong read() throws IOException {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        if (Files.size(file) == BYTES) {
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
            if (content.getInt(0) == MARK && content.getInt(CHECKSUM_OFFSET) == checksum(content)) {
                return OptionalLong.of(content.getLong(POSITION_OFFSET));
            }
        }
        LOG.warn("{} is damaged: all that the spool still holds is sent again", file);
        return OptionalLong.empty();
    }

    void write(long position) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(BYTES);
        content.putInt(0, MARK);
        content.putLong(POSITION_OFFSET, position);
        content.putInt(CHECKSUM_OFFSET, checksum(content));
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            out.write(content.array());
            out.getFD().sync();
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(file.getParent());
    }

    private static int checksum(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content.array(), 0, CHECKSUM_OFFSET);
        return (int) crc.getValue();
    }
}
