package org.joulelake.edge.source.jls;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How the payload of a track chunk begins.
 *
 * @param timestamp sample id of the first entry
 * @param entryCount entries that follow
 * @param entryBits size of one of them
 */
record PayloadHeader(long timestamp, long entryCount, int entryBits) {

    /** Sample ids beyond are taken for damage; sums and differences of ids below cannot overflow. */
    private static final long GREATEST_ID = 1L << 60;

    /** The header of a payload, or empty where its entries do not fit or are not of the size that is expected. */
    static Optional<PayloadHeader> parse(ByteBuffer payload, int entryBits) {
        if (payload.limit() < JlsFormat.PAYLOAD_HEADER_BYTES) {
            return Optional.empty();
        }
        PayloadHeader header = new PayloadHeader(
                payload.getLong(0),
                Integer.toUnsignedLong(payload.getInt(8)),
                Short.toUnsignedInt(payload.getShort(12)));
        long room = (payload.limit() - JlsFormat.PAYLOAD_HEADER_BYTES) * (long) Byte.SIZE;
        boolean sound = header.entryBits == entryBits
                && header.entryCount * entryBits <= room
                && Math.abs(header.timestamp) <= GREATEST_ID
                && header.timestamp != Long.MIN_VALUE;
        return sound ? Optional.of(header) : Optional.empty();
    }
}
