package org.joulelake.block;

/**
 * Where the fields of a version 1 message stand. All numbers are little-endian; the session is in the byte order of RFC
 * 9562.
 *
 * <pre>
 *   0  magic "JLKB"        16  session        56  sample rate (float64)   76  lengths of the four texts
 *   4  version = 1         32  sequence       64  sample count            80  device, algorithm,
 *   5  codec id            40  first sample   68  CRC32C of the samples       signal, unit (UTF-8)
 *   6  reserved = 0        48  start (ns)     72  payload length           …  payload, to the end
 *   8  message length
 *  12  CRC32C of all bytes before and after this field
 * </pre>
 *
 * <p>See {@code docs/block-format.md} for the meaning of each.
 */
final class BlockLayout {

    /** "JLKB", read as a little-endian int. */
    static final int MAGIC_VALUE = 'J' | 'L' << 8 | 'K' << 16 | 'B' << 24;

    static final int VERSION_VALUE = 1;

    static final int MAGIC = 0;
    static final int VERSION = MAGIC + Integer.BYTES;
    static final int CODEC = VERSION + Byte.BYTES;
    static final int RESERVED = CODEC + Byte.BYTES;
    static final int MESSAGE_LENGTH = RESERVED + Short.BYTES;
    static final int MESSAGE_CRC = MESSAGE_LENGTH + Integer.BYTES;
    static final int SESSION = MESSAGE_CRC + Integer.BYTES;
    static final int SEQUENCE = SESSION + 2 * Long.BYTES;
    static final int FIRST_SAMPLE = SEQUENCE + Long.BYTES;
    static final int START_NANOS = FIRST_SAMPLE + Long.BYTES;
    static final int SAMPLE_RATE = START_NANOS + Long.BYTES;
    static final int SAMPLE_COUNT = SAMPLE_RATE + Double.BYTES;
    static final int SAMPLES_CRC = SAMPLE_COUNT + Integer.BYTES;
    static final int PAYLOAD_LENGTH = SAMPLES_CRC + Integer.BYTES;
    static final int TEXT_LENGTHS = PAYLOAD_LENGTH + Integer.BYTES;

    /** Device, algorithm, signal, unit. */
    static final int TEXT_COUNT = 4;

    static final int TEXTS = TEXT_LENGTHS + TEXT_COUNT * Byte.BYTES;

    /** No valid message is longer: a writer falls back to the raw codec, so a payload never exceeds its samples. */
    static final int MAX_MESSAGE_LENGTH =
            TEXTS + TEXT_COUNT * SampleStream.MAX_TEXT_BYTES + BlockHeader.MAX_SAMPLE_COUNT * Float.BYTES;

    private BlockLayout() {}
}
