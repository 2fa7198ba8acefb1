package org.joulelake.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * CRC32C (Castagnoli) of samples as little-endian float32, bit for bit: two NaNs with different payloads differ.
 *
 * <p>It is computed where the samples leave their source and stored in the lake beside them, so it can be checked for
 * as long as the data lives.
 */
public final class SamplesChecksum {

    /** Samples that are brought into the order of bytes at once: few enough for a near cache. */
    private static final int PART = 2_048;

    private SamplesChecksum() {}

    /** The checksum of all these samples. */
    public static int of(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(samples.length, PART) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        for (int from = 0; from < samples.length; from += PART) {
            int count = Math.min(PART, samples.length - from);
            bytes.asFloatBuffer().put(samples, from, count);
            crc.update(bytes.array(), 0, count * Float.BYTES);
        }
        return (int) crc.getValue();
    }
}
