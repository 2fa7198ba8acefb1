package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;

import java.util.Random;

class DifferenceTest {

    /** Student's sleep data as two groups; interval as R's {@code t.test(extra ~ group, data = sleep)} prints it. */
    @Test
    void isWelchsIntervalAsOthersComputeIt() {
        InternalRow difference = difference(
                new double[] {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0},
                new double[] {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});
        assertThat(difference.getDouble(0)).isCloseTo(1.58, within(1e-12));
        assertThat(difference.getDouble(1)).isCloseTo(-0.2054832, within(1e-7));
        assertThat(difference.getDouble(2)).isCloseTo(3.3654832, within(1e-7));
        assertThat(difference.getDouble(3)).isCloseTo(100 * 1.58 / 0.75, within(1e-9));
        // The first mean is not told from 0: no interval of a ratio to it.
        assertThat(difference.isNullAt(4)).isTrue();
        assertThat(difference.isNullAt(5)).isTrue();
    }

    @Test
    void holdsTheTruthInNineteenOfTwentyCases() {
        Random random = new Random(1);
        int differences = 0;
        int percents = 0;
        int cases = 4_000;
        for (int i = 0; i < cases; i++) {
            InternalRow one = difference(normal(random, 10, 5, 1), normal(random, 7, 8, 2));
            differences += one.getDouble(1) <= -3 && one.getDouble(2) >= -3 ? 1 : 0;
            percents += one.getDouble(4) <= -30 && one.getDouble(5) >= -30 ? 1 : 0;
        }
        // Four standard deviations of such a count are 1.4 %.
        assertThat(differences / (double) cases).isCloseTo(0.95, within(0.014));
        assertThat(percents / (double) cases).isCloseTo(0.95, within(0.014));
    }

    @Test
    void saysNothingThatItCannotKnow() {
        assertThat(difference(new double[0], new double[] {1}).anyNull()).isTrue();
        assertThat(difference(new double[0], new double[] {1}).isNullAt(0)).isTrue();
        InternalRow one = difference(new double[] {2}, new double[] {1, 2});
        assertThat(one.getDouble(3)).isEqualTo(-25);
        assertThat(one.isNullAt(1)).isTrue();
        InternalRow equal = difference(new double[] {2, 2}, new double[] {1, 1});
        assertThat(equal.getDouble(4)).isEqualTo(-50);
        assertThat(equal.getDouble(5)).isEqualTo(-50);
    }

    private static double[] normal(Random random, double mean, int count, double std) {
        return random.doubles(count, 0, 1)
                .map(ignored -> mean + std * random.nextGaussian())
                .toArray();
    }

    private static InternalRow difference(double[] before, double[] after) {
        return Difference.of(ArrayData.toArrayData(before), ArrayData.toArrayData(after));
    }
}
