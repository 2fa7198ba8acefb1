package org.joulelake.edge.source.jls;

/**
 * Numbers of the JLS v2 file format, little endian throughout. They are specified by the vendor in {@code
 * include/jls/format.h} of <a href="https://github.com/jetperch/jls">jetperch/jls</a>:
 *
 * <pre>
 * file          = file header, chunk…
 * file header   = identification (16), length of the file or 0 while it is written (8), version (4), CRC32C (4)
 * chunk         = chunk header [payload, padding to 8k - 4, CRC32C of the payload (4)]
 * chunk header  = next of its list (8), previous of its list (8), tag (1), reserved (1), meta (2),
 *                 payload length (4), payload length of the chunk before (4), CRC32C of the 28 bytes before it (4)
 * track payload = timestamp (8), entry count (4), bits of an entry (2), reserved (2), entries
 * </pre>
 */
final class JlsFormat {

    static final byte[] IDENTIFICATION = {
        'j', 'l', 's', 'f', 'm', 't', '\r', '\n', ' ', '\n', ' ', 0x1a, ' ', ' ', (byte) 0xb2, 0x1c
    };

    /** How files of version 1, an unrelated format, begin. */
    static final byte[] IDENTIFICATION_V1 = {(byte) 0xd3, 't', 'a', 'g', 'f', 'm', 't', ' '};

    static final int MAJOR_VERSION = 1;

    static final int FILE_HEADER_BYTES = 32;
    static final int CHUNK_HEADER_BYTES = 32;
    static final int PAYLOAD_HEADER_BYTES = 16;
    static final int CRC_BYTES = 4;
    static final int ALIGNMENT = 8;

    static final int TAG_SOURCE = 0x01;
    static final int TAG_SIGNAL = 0x02;
    static final int TAG_SAMPLES = 0x22;
    static final int TAG_SAMPLES_INDEX = 0x23;
    static final int TAG_SAMPLES_SUMMARY = 0x24;
    static final int TAG_TIME = 0x3a;
    static final int TAG_TIME_SUMMARY = 0x3c;
    static final int TAG_USER_DATA = 0x40;
    static final int TAG_END = 0xff;

    /** Track tags are 1tttccc: the kind of track and the kind of chunk. */
    static final int TAG_TRACK_FLAG = 0x20;

    static final int TAG_TRACK_LAST = 0x3c;
    static final int TRACK_CHUNK_LAST = 4;

    static final int SIGNAL_COUNT = 256;

    /** Ticks a second of JLS time. */
    static final int TIME_BITS = 30;

    /** 2018-01-01T00:00:00Z, where JLS time is 0. */
    static final long EPOCH_UNIX_SECONDS = 1_514_764_800L;

    private JlsFormat() {}

    /** Bytes that a payload takes in the file, its padding and checksum included. */
    static long payloadBytesInFile(long payloadLength) {
        if (payloadLength == 0) {
            return 0;
        }
        return (payloadLength + CRC_BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
