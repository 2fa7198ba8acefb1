package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

class SampleLoopsTest {

    /** The time of an instrument is a number that a double does not hold to the nanosecond. */
    private static final long NOW = 1_795_539_845_123_456_789L;

    @ParameterizedTest
    @ValueSource(doubles = {1_000, 3e6 / 7, 2e6, 3e7, 1e9})
    void findsTheFirstSampleThatIsNotBeforeAnInstant(double rateHz) {
        int count = 2_000;
        for (int index : new int[] {0, 1, 2, 999, 1_000, 1_999}) {
            long nanos = NOW + Math.round(index * 1e9 / rateHz);
            assertThat(SampleLoops.position(NOW, rateHz, count, nanos)).isEqualTo(index);
            assertThat(SampleLoops.position(NOW, rateHz, count, nanos + 1)).isEqualTo(index + 1);
        }
        assertThat(SampleLoops.position(NOW, rateHz, count, Long.MIN_VALUE)).isZero();
        assertThat(SampleLoops.position(-NOW, rateHz, count, Long.MAX_VALUE)).isEqualTo(count);
    }

    @Test
    void windowsMayReachBeyondTheLastTimeThereIs() {
        long start = Long.MAX_VALUE - 1_000_000;
        ArrayData samples = ArrayData.toArrayData(new float[] {1, 2, 3});
        ArrayData windows = SampleLoops.windows(samples, 0, start, 1e6, start - 10, Long.MAX_VALUE / 4);
        assertThat(windows.numElements()).isEqualTo(1);
        assertThat(windows.getStruct(0, 8).getDouble(4)).isEqualTo(2);
    }

    @Test
    void everySampleIsInOneWindow() {
        float[] samples = new float[1_000];
        ArrayData windows = SampleLoops.windows(ArrayData.toArrayData(samples), 7, NOW, 3e6 / 7, NOW - 12_345, 33_333);
        assertThat(IntStream.range(0, windows.numElements())
                        .map(i -> windows.getStruct(i, 8).getInt(2))
                        .sum())
                .isEqualTo(samples.length);
    }
}
