package org.joulelake.block;

import java.util.zip.CRC32C;

/** CRC32C over a whole message but for the four bytes that hold it. */
final class MessageChecksum {

    private MessageChecksum() {}

    static int of(byte[] message) {
        CRC32C crc = new CRC32C();
        int after = BlockLayout.MESSAGE_CRC + Integer.BYTES;
        crc.update(message, 0, BlockLayout.MESSAGE_CRC);
        crc.update(message, after, message.length - after);
        return (int) crc.getValue();
    }
}
