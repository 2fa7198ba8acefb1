package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.AbstractStringAssert;

import java.util.Arrays;
import java.util.List;

import org.joulelake.block.BlockFormatException.Reason;

/** What tests of the reader and the writer have in common. */
final class BlockAssertions {

    private BlockAssertions() {}

    /** Same header, same content; an array comparison that reports the first difference instead of 65,536 samples. */
    static void assertSame(Block actual, Block expected) {
        assertThat(actual.header()).isEqualTo(expected.header());
        assertThat(actual).hasSameClassAs(expected);
        if (actual instanceof SampleBlock samples) {
            assertSameSamples(samples, (SampleBlock) expected);
        } else {
            assertSameFigures(actual.statistics(), expected.statistics());
        }
    }

    /** Same bits, but that NaN is NaN. */
    static void assertSameFigures(BlockStatistics actual, BlockStatistics expected) {
        assertThat(figures(actual)).isEqualTo(figures(expected));
        assertThat(actual.bucketMin()).isEqualTo(expected.bucketMin());
        assertThat(actual.bucketMax()).isEqualTo(expected.bucketMax());
        assertThat(actual.bucketSum()).isEqualTo(expected.bucketSum());
        assertThat(actual.bucketCount()).isEqualTo(expected.bucketCount());
    }

    private static List<Object> figures(BlockStatistics statistics) {
        return List.of(
                statistics.missingCount(), statistics.min(), statistics.max(), statistics.mean(), statistics.std());
    }

    private static void assertSameSamples(SampleBlock actual, SampleBlock expected) {
        assertThat(Arrays.mismatch(Messages.bits(actual.samples()), Messages.bits(expected.samples())))
                .as("first sample with other bits")
                .isEqualTo(-1);
    }

    /** The reader refuses the message for this reason at this byte; goes on with the text of the error. */
    static AbstractStringAssert<?> assertRefused(byte[] message, Reason reason, int offset) {
        Throwable thrown = catchThrowable(() -> BlockReader.read(message));
        assertThat(thrown).isExactlyInstanceOf(BlockFormatException.class);
        BlockFormatException refusal = (BlockFormatException) thrown;
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(refusal.offset()).as(refusal.getMessage()).isEqualTo(offset);
        return assertThat(refusal.getMessage());
    }
}
