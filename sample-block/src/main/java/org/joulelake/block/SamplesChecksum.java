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

    private SamplesChecksum() {}

    /** The checksum of all these samples. */
    public static int of(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(samples.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
