package org.joulelake.edge.source.jls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Parses the payloads that define sources and signals; the order of their fields is that of the vendor's writer. */
final class DefinitionParser {

    private static final int SOURCE_RESERVED_BYTES = 64;
    private static final int SIGNAL_RESERVED_BYTES = 92;
    private static final int SIGNAL_TYPE_FIXED_RATE = 0;
    private static final byte UNIT_SEPARATOR = 0x1f;
    private static final int LONGEST_NAME_BYTES = 4096;

    private DefinitionParser() {}

    /** The source, or empty where the payload is too short. */
    static Optional<SourceDefinition> source(int id, ByteBuffer payload) {
        try {
            skip(payload, SOURCE_RESERVED_BYTES);
            return Optional.of(new SourceDefinition(id, text(payload)));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** The signal, or empty where the payload is too short. */
    static Optional<SignalDefinition> signal(int id, ByteBuffer payload) {
        try {
            int sourceId = Short.toUnsignedInt(payload.getShort());
            boolean fixedRate = payload.get() == SIGNAL_TYPE_FIXED_RATE;
            skip(payload, 1);
            int dataType = payload.getInt();
            long sampleRateHz = Integer.toUnsignedLong(payload.getInt());
            long samplesPerChunk = Integer.toUnsignedLong(payload.getInt());
            long samplesPerEntry = Integer.toUnsignedLong(payload.getInt());
            skip(payload, 4 * Integer.BYTES + SIGNAL_RESERVED_BYTES);
            String name = text(payload);
            return Optional.of(new SignalDefinition(
                    id,
                    sourceId,
                    fixedRate,
                    dataType,
                    sampleRateHz,
                    samplesPerChunk,
                    samplesPerEntry,
                    name.isEmpty() ? "signal " + id : name,
                    text(payload)));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** A text ends with 0, mostly followed by a unit separator. Control characters must not reach a terminal. */
    private static String text(ByteBuffer payload) {
        int start = payload.position();
        int length = 0;
        while (payload.get() != 0) {
            length++;
        }
        if (length > LONGEST_NAME_BYTES) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        payload.get(start, bytes);
        if (payload.hasRemaining() && payload.get(payload.position()) == UNIT_SEPARATOR) {
            skip(payload, 1);
        }
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    private static void skip(ByteBuffer payload, int bytes) {
        if (payload.remaining() < bytes) {
            throw new BufferUnderflowException();
        }
        payload.position(payload.position() + bytes);
    }
}
