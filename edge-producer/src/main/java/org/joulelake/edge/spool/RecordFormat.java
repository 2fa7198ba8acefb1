package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A message as a segment file holds it. Numbers are big-endian.
 *
 * <pre>
 * offset  bytes  field
 *      0      4  CRC32C of all bytes that follow in this record
 *      4      4  mark "JLR1": names the format and its version, and lets a reader find its way after damage
 *      8      4  length of the whole record in bytes
 *     12      8  position
 *     20      2  length k of the key in bytes
 *     22      k  key, UTF-8
 *   22+k         message, to the end of the record
 * </pre>
 */
final class RecordFormat {

    static final int MARK = 0x4A4C5231;
    static final int MARK_OFFSET = Integer.BYTES;
    static final int LENGTH_OFFSET = MARK_OFFSET + Integer.BYTES;
    static final int POSITION_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    static final int KEY_LENGTH_OFFSET = POSITION_OFFSET + Long.BYTES;
    static final int KEY_OFFSET = KEY_LENGTH_OFFSET + Short.BYTES;

    static final int MIN_BYTES = KEY_OFFSET;
    static final int MAX_KEY_BYTES = 1024;
    static final int MAX_MESSAGE_BYTES = 1 << 20;
    static final int MAX_BYTES = KEY_OFFSET + MAX_KEY_BYTES + MAX_MESSAGE_BYTES;

    private RecordFormat() {}

    /**
     * The key's bytes.
     *
     * @throws IllegalArgumentException if the key or the message is longer than a record can hold
     */
    static byte[] checkedKey(String key, byte[] message) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        requireAtMost(MAX_KEY_BYTES, keyBytes.length, "key");
        requireAtMost(MAX_MESSAGE_BYTES, message.length, "message");
        return keyBytes;
    }

    static int length(byte[] key, byte[] message) {
        return KEY_OFFSET + key.length + message.length;
    }

    static byte[] encode(long position, byte[] key, byte[] message) {
        ByteBuffer record = ByteBuffer.allocate(length(key, message));
        record.putInt(MARK_OFFSET, MARK);
        record.putInt(LENGTH_OFFSET, record.capacity());
        record.putLong(POSITION_OFFSET, position);
        record.putShort(KEY_LENGTH_OFFSET, (short) key.length);
        record.put(KEY_OFFSET, key);
        record.put(KEY_OFFSET + key.length, message);
        record.putInt(0, checksum(record.array()));
        return record.array();
    }

    /** The length that a record's first bytes state, or -1 if no record begins so. */
    static int statedLength(ByteBuffer start) {
        int length = start.getInt(LENGTH_OFFSET);
        boolean possible = start.getInt(MARK_OFFSET) == MARK && length >= MIN_BYTES && length <= MAX_BYTES;
        return possible ? length : -1;
    }

    /**
     * Whether bytes that do not verify were a whole record once: then damage came after they were written. A write that
     * was cut off leaves less than the length at its start. Mark and length may be what was damaged.
     */
    static boolean wasWhole(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            return false;
        }
        ByteBuffer mended = ByteBuffer.wrap(bytes.clone());
        if (statedLength(mended) == bytes.length) {
            return true;
        }
        mended.putInt(MARK_OFFSET, MARK).putInt(LENGTH_OFFSET, bytes.length);
        return checksum(mended.array()) == mended.getInt(0);
    }

    /** The entry in a whole record. */
    static SpoolEntry decode(byte[] bytes) throws DamagedRecordException {
        ByteBuffer record = ByteBuffer.wrap(bytes);
        int computed = checksum(bytes);
        if (computed != record.getInt(0)) {
            throw new DamagedRecordException("checksum is %08x, computed %08x".formatted(record.getInt(0), computed));
        }
        int keyLength = Short.toUnsignedInt(record.getShort(KEY_LENGTH_OFFSET));
        if (KEY_OFFSET + keyLength > bytes.length) {
            throw new DamagedRecordException("key of " + keyLength + " bytes does not fit");
        }
        byte[] message = new byte[bytes.length - KEY_OFFSET - keyLength];
        record.get(KEY_OFFSET + keyLength, message);
        String key = new String(bytes, KEY_OFFSET, keyLength, StandardCharsets.UTF_8);
        return new SpoolEntry(record.getLong(POSITION_OFFSET), key, message);
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, MARK_OFFSET, record.length - MARK_OFFSET);
        return (int) crc.getValue();
    }

    private static void requireAtMost(int limit, int length, String what) {
        if (length > limit) {
            throw new IllegalArgumentException(
                    "%s of %,d bytes; the spool takes at most %,d".formatted(what, length, limit));
        }
    }

    /** What stands at a place of a segment is not the record that was written there. */
    static final class DamagedRecordException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedRecordException(String message) {
            super(message);
        }
    }
}
