package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The position up to which all is acknowledged, on disk: mark "JLA1", eight bytes, see {@link CheckedFile}. */
final class AcknowledgedFile {

    static final String NAME = "acknowledged";

    private static final int MARK = 0x4A4C4131;

    private final CheckedFile file;

    AcknowledgedFile(Disk disk, Path directory) {
        file = new CheckedFile(disk, directory.resolve(NAME), MARK, "all that the spool still holds is sent again");
    }

    /** The stored position; empty if there is none or it cannot be trusted. */
    OptionalLong read() throws IOException {
        Optional<byte[]> content = file.read();
        return content.isPresent() && content.get().length == Long.BYTES
                ? OptionalLong.of(ByteBuffer.wrap(content.get()).getLong())
                : OptionalLong.empty();
    }

    void write(long position) throws IOException {
        file.write(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }
}
