package org.joulelake.block;

import java.util.Objects;

/**
 * A block of power whose samples are not sent, as each is the {@link Product} of the samples of current and voltage with
 * the same index in the same session.
 *
 * @param header what is known about the samples; its checksum is theirs, as if they had been sent
 * @param statistics their figures
 */
public record DerivedBlock(BlockHeader header, BlockStatistics statistics) implements Block {

    /** The only signal that can be derived. */
    public static final String SIGNAL = "power";

    /** Unit of the signal. */
    public static final String UNIT = "W";

    /** The signals that are multiplied, and their units. */
    public static final String CURRENT = "current";

    public static final String CURRENT_UNIT = "A";
    public static final String VOLTAGE = "voltage";
    public static final String VOLTAGE_UNIT = "V";

    /**
     * Checks signal and unit; that the figures are those of the samples is trusted.
     *
     * @throws IllegalArgumentException if the block is not of power in W, or if the figures are of another number of
     *     samples
     */
    public DerivedBlock {
        Objects.requireNonNull(statistics, "statistics");
        requirePower(header.stream());
        if (statistics.sampleCount() != header.sampleCount()) {
            throw new IllegalArgumentException("header announces " + header.sampleCount()
                    + " samples, the figures are of " + statistics.sampleCount());
        }
    }

    /** The same block without its samples; whoever calls it knows that they are products. */
    public static DerivedBlock of(SampleBlock block) {
        return new DerivedBlock(block.header(), block.statistics());
    }

    static void requirePower(SampleStream stream) {
        if (!stream.signal().equals(SIGNAL)) {
            throw new HeaderFieldException("signal", "is '" + stream.signal() + "'; only power is derived");
        }
        if (!stream.unit().equals(UNIT)) {
            throw new HeaderFieldException("unit", "is '" + stream.unit() + "'; derived power is in W");
        }
    }
}
