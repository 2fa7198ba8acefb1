package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

/** Numbers of floats by their thresholds against comparisons with the values themselves, which are doubles. */
class GridTest {

    @ParameterizedTest
    @CsvSource({"0, 1, 7", "-0.02, 0.08, 100", "3.3, 3.3000002, 1000", "-3.4028235e38, 3.4028235e38, 3", "0, 1.4e-45, 5"
    })
    void aSampleIsBetweenTheValuesOfItsBin(float low, float high, int bins) {
        float[] thresholds = Grid.BINS.thresholds(low, high, bins);
        double step = ((double) high - low) / bins;
        for (float sample : around(low, high)) {
            int bin = SampleNumbers.number(sample, ArrayData.toArrayData(thresholds));
            assertThat(bin).isBetween(1, bins);
            assertThat((double) sample).isGreaterThanOrEqualTo(low + (bin - 1) * step);
            assertThat(bin == bins || sample < low + bin * step)
                    .as("%s is below the end of bin %d", sample, bin)
                    .isTrue();
        }
        requireInfinities(thresholds, bins);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 7", "-0.02, 0.08, 100", "3.3, 3.3000002, 1000", "-3.4028235e38, 3.4028235e38, 3", "0, 1.4e-45, 5"
    })
    void aSampleIsNotAboveTheValueOfItsPoint(float low, float high, int points) {
        float[] thresholds = Grid.POINTS.thresholds(low, high, points);
        double step = ((double) high - low) / (points - 1);
        for (float sample : around(low, high)) {
            int point = SampleNumbers.number(sample, ArrayData.toArrayData(thresholds));
            assertThat(point).isBetween(1, points);
            assertThat(point == points || sample <= low + (point - 1) * step).isTrue();
            assertThat(point == 1 || sample > low + (point - 2) * step).isTrue();
        }
        requireInfinities(thresholds, points);
    }

    @Test
    void equalSamplesAreInOneStep() {
        for (Grid grid : Grid.values()) {
            ArrayData thresholds = ArrayData.toArrayData(grid.thresholds(0, 0, 1));
            assertThat(SampleNumbers.number(0, thresholds)).isEqualTo(1);
            assertThat(SampleNumbers.number(-0.0f, thresholds)).isEqualTo(1);
        }
    }

    private static void requireInfinities(float[] thresholds, int steps) {
        ArrayData limits = ArrayData.toArrayData(thresholds);
        assertThat(SampleNumbers.number(Float.NEGATIVE_INFINITY, limits)).isZero();
        assertThat(SampleNumbers.number(Float.POSITIVE_INFINITY, limits)).isEqualTo(steps + 1);
    }

    private static float[] around(float low, float high) {
        Random random = new Random(3);
        float[] samples = new float[2_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (low + random.nextDouble() * ((double) high - low));
        }
        samples[0] = low;
        samples[1] = high;
        return samples;
    }
}
