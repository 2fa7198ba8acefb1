package org.joulelake.query;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.joulelake.block.Product;

/**
 * Samples in a row: those of a block or, of two, their products.
 *
 * @param block whose samples they are; the times are its times
 * @param factor whose samples they are multiplied by; null if by none
 * @param unit of the samples
 * @param from position in the block of the first
 * @param until position after the last
 */
record Stretch(BlockFigures block, BlockFigures factor, String unit, int from, int until) {

    static Stretch of(BlockFigures block) {
        return new Stretch(block, null, block.unit(), 0, block.sampleCount());
    }

    /** Current × voltage where two blocks have the same samples of indices from ≤ index < until, which may be none. */
    static Stretch product(BlockFigures current, BlockFigures voltage, long fromIndex, long untilIndex) {
        long from = Math.max(Math.max(current.firstSample(), voltage.firstSample()), fromIndex);
        long until = Math.min(Math.min(current.endSample(), voltage.endSample()), untilIndex);
        return new Stretch(current, voltage, Power.UNIT, (int) (from - current.firstSample()), (int)
                (Math.max(from, until) - current.firstSample()));
    }

    boolean isEmpty() {
        return from >= until;
    }

    /** The blocks whose samples must be read. */
    List<BlockFigures> sources() {
        return factor == null ? List.of(block) : List.of(block, factor);
    }

    /** Samples at positions first ≤ position < end, which are in the stretch. */
    float[] samples(Map<BlockFigures, float[]> read, int first, int end) {
        float[] samples = Arrays.copyOfRange(read.get(block), first, end);
        if (factor != null) {
            float[] factors = read.get(factor);
            int shift = (int) (block.firstSample() - factor.firstSample()) + first;
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Product.of(samples[i], factors[shift + i]);
            }
        }
        return samples;
    }
}
