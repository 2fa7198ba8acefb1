package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.AbstractStringAssert;

import java.util.Arrays;

import org.joulelake.block.BlockFormatException.Reason;

/** What tests of the reader and the writer have in common. */
final class BlockAssertions {

    private BlockAssertions() {}

    /** Same header, same bits; an array comparison that reports the first difference instead of 65,536 samples. */
    static void assertSame(SampleBlock actual, SampleBlock expected) {
        assertThat(actual.header()).isEqualTo(expected.header());
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
