package org.joulelake.block;

import java.io.IOException;

/** A message is not a block that this reader accepts: what is wrong, and at which byte. */
public final class BlockFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, in a form that programs can tell apart. */
    public enum Reason {
        /** The message ends before its content does. */
        TRUNCATED("truncated"),
        /** The message does not start as a block does. */
        NOT_A_BLOCK("not-a-block"),
        /** The message has a version that this reader does not know. */
        UNSUPPORTED_VERSION("unsupported-version"),
        /** The message names a codec that this reader does not know. */
        UNKNOWN_CODEC("unknown-codec"),
        /** A length is out of its bounds or does not fit the others. */
        BAD_LENGTH("bad-length"),
        /** The checksum over the message does not fit its bytes. */
        MESSAGE_CHECKSUM("message-checksum"),
        /** A field has a value that it must not have. */
        BAD_FIELD("bad-field"),
        /** The payload cannot be decoded. */
        BAD_PAYLOAD("bad-payload"),
        /** The checksum over the samples does not fit the decoded samples. */
        SAMPLES_CHECKSUM("samples-checksum");

        private final String id;

        Reason(String id) {
            this.id = id;
        }

        /** Stable name, as it stands in {@code power.quarantine}. */
        public String id() {
            return id;
        }
    }

    private final Reason reason;
    private final int offset;

    /** What is wrong at which byte of the message, with expected and actual value in the detail. */
    public BlockFormatException(Reason reason, int offset, String detail) {
        super(reason.id() + " at byte " + offset + ": " + detail);
        this.reason = reason;
        this.offset = offset;
    }

    /** As the other constructor, with the cause. */
    public BlockFormatException(Reason reason, int offset, String detail, Throwable cause) {
        this(reason, offset, detail);
        initCause(cause);
    }

    /** A checksum, stored at this byte, that does not fit. */
    static BlockFormatException checksum(Reason reason, int offset, int stored, int computed) {
        return new BlockFormatException(
                reason, offset, String.format("stored CRC32C is %08x, computed %08x", stored, computed));
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Byte of the message at which it was noticed. */
    public int offset() {
        return offset;
    }
}
