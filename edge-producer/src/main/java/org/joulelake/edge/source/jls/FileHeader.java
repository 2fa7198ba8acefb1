package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

import org.joulelake.cli.CommandException;

/**
 * The first bytes of a JLS file.
 *
 * @param length bytes of the file as its writer left it; 0 if the writer did not close it
 * @param intact whether the checksum of these bytes is right
 */
record FileHeader(long length, boolean intact) {

    private static final int LENGTH_AT = 16;
    private static final int MAJOR_VERSION_AT = 27;
    private static final int CRC_AT = 28;

    /**
     * Reads the header.
     *
     * @throws CommandException if the file is none that can be read
     */
    static FileHeader read(JlsFile file) throws IOException {
        ByteBuffer header = JlsFile.allocate((int) Math.min(file.size(), JlsFormat.FILE_HEADER_BYTES));
        file.read(header, 0);
        byte[] start = new byte[Math.min(header.flip().limit(), JlsFormat.IDENTIFICATION.length)];
        header.get(0, start);
        checkIdentification(file, start);
        if (header.limit() < JlsFormat.FILE_HEADER_BYTES) {
            throw new CommandException(file.path() + " is cut off within the first " + JlsFormat.FILE_HEADER_BYTES
                    + " bytes: nothing of the recording is left");
        }
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, CRC_AT));
        boolean intact = (int) crc.getValue() == header.getInt(CRC_AT);
        checkVersion(file, intact, Byte.toUnsignedInt(header.get(MAJOR_VERSION_AT)));
        return new FileHeader(header.getLong(LENGTH_AT), intact);
    }

    private static void checkIdentification(JlsFile file, byte[] start) {
        if (start.length == 0) {
            throw new CommandException(file.path() + " is empty");
        }
        if (isPrefix(start, JlsFormat.IDENTIFICATION_V1)) {
            throw new CommandException(
                    file.path() + " is a JLS file of version 1; only version 2 can be read: record or export it again");
        }
        if (!isPrefix(start, JlsFormat.IDENTIFICATION)) {
            throw new CommandException(file.path() + " is not a JLS recording: it begins with other bytes");
        }
    }

    private static boolean isPrefix(byte[] start, byte[] identification) {
        int length = Math.min(start.length, identification.length);
        return Arrays.equals(start, 0, length, identification, 0, length);
    }

    private static void checkVersion(JlsFile file, boolean intact, int major) {
        if (intact && major > JlsFormat.MAJOR_VERSION) {
            throw new CommandException(file.path() + " has format version " + major
                    + ", newer than this program, which reads version " + JlsFormat.MAJOR_VERSION);
        }
    }
}
