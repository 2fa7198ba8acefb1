package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.UUID;

class BlockHeaderTest {

    private static final SampleStream FAST = new SampleStream("d", "", "s", "", new UUID(1, 2), 3e6);

    @Test
    void endIsThatOfTheSampleAfterTheLast() {
        BlockHeader header = new BlockHeader(FAST, 0, 100, -1_000, 2, 0);
        assertThat(header.endSample()).isEqualTo(102);
        assertThat(header.endNanos()).as("2 / 3 MHz = 666.67 ns").isEqualTo(-333);
    }

    @Test
    void endThatDoesNotFitInALongIsRefused() {
        assertThat(new BlockHeader(FAST, 0, Long.MAX_VALUE - 3, Long.MAX_VALUE - 1_000, 3, 0))
                .returns(Long.MAX_VALUE, BlockHeader::endSample)
                .returns(Long.MAX_VALUE, BlockHeader::endNanos);
        assertThatThrownBy(() -> new BlockHeader(FAST, 0, Long.MAX_VALUE - 2, 0, 3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firstSample is 9223372036854775805; the 3 samples from there have no index");
        assertThatThrownBy(() -> new BlockHeader(FAST, 0, 0, Long.MAX_VALUE - 999, 3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("startNanos is 9223372036854774808; 3 samples at 3000000.0 Hz");
    }

    @Test
    void durationLongerThanALongIsRefusedUnlessTheStartIsBeforeTheEpoch() {
        SampleStream slow = new SampleStream("d", "", "s", "", new UUID(1, 2), Double.MIN_VALUE);
        assertThatThrownBy(() -> new BlockHeader(slow, 0, 0, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new BlockHeader(slow, 0, 0, -1, 1, 0).endNanos()).isEqualTo(Long.MAX_VALUE - 1);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BlockHeader(FAST, -1, 0, 0, 1, 0))
                .hasMessage("sequence is -1; it must not be negative");
        assertThatThrownBy(() -> new BlockHeader(FAST, 0, -1, 0, 1, 0))
                .hasMessage("firstSample is -1; it must not be negative");
        assertThatThrownBy(() -> new BlockHeader(FAST, 0, 0, 0, 0, 0))
                .hasMessage("sampleCount is 0; it must be 1 to 65536");
        assertThatThrownBy(() -> new BlockHeader(FAST, 0, 0, 0, 65_537, 0))
                .hasMessage("sampleCount is 65537; it must be 1 to 65536");
    }

    @Test
    void blockHasAsManySamplesAsItsHeaderSays() {
        BlockHeader header = new BlockHeader(FAST, 0, 0, 0, 2, 0);
        assertThatThrownBy(() -> new SampleBlock(header, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header announces 2 samples, the array has 3");
    }
}
