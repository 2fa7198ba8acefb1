package org.joulelake.query;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * How far two means are apart, with intervals that hold the true value in 95 of 100 cases if the values are independent:
 * Welch's for the difference, Fieller's for the ratio, both with the degrees of freedom of Welch and Satterthwaite.
 * Sources: B. L. Welch, Biometrika 34 (1947), 28–35; E. C. Fieller, J. R. Stat. Soc. B 16 (1954), 175–185.
 */
public final class Difference {

    static final DataType TYPE = DataType.fromDDL(
            "difference DOUBLE, low DOUBLE, high DOUBLE, percent DOUBLE, percent_low DOUBLE, percent_high DOUBLE");

    private static final double UPPER_TAIL = 0.975;

    private Difference() {}

    /**
     * Mean of {@code after} less that of {@code before}, and the same in percent of {@code before}.
     *
     * @return of {@link #TYPE}; what cannot be told is null: all without values, intervals with fewer than two on a side, the
     *     interval in percent if the first mean may as well be 0; all if a value is infinite
     */
    public static InternalRow of(ArrayData before, ArrayData after) {
        Object[] result = new Object[6];
        double[] a = before.toDoubleArray();
        double[] b = after.toDoubleArray();
        double meanA = StatUtils.mean(a);
        double meanB = StatUtils.mean(b);
        if (Double.isFinite(meanA) && Double.isFinite(meanB)) {
            result[0] = meanB - meanA;
            result[3] = meanA == 0 ? null : (Object) (100 * (meanB - meanA) / meanA);
            if (a.length > 1 && b.length > 1) {
                intervals(
                        result,
                        meanA,
                        StatUtils.variance(a) / a.length,
                        a.length,
                        meanB,
                        StatUtils.variance(b) / b.length,
                        b.length);
            }
        }
        return new GenericInternalRow(result);
    }

    private static void intervals(Object[] result, double a, double va, int na, double b, double vb, int nb) {
        double half = 0;
        double t = 0;
        if (va + vb > 0) {
            double freedom = (va + vb) * (va + vb) / (va * va / (na - 1) + vb * vb / (nb - 1));
            t = new TDistribution(null, freedom).inverseCumulativeProbability(UPPER_TAIL);
            half = t * Math.sqrt(va + vb);
        }
        result[1] = b - a - half;
        result[2] = b - a + half;
        // Ratios r for which b - r a may be 0: (b - r a)² <= t² (vb + r² va).
        double square = a * a - t * t * va;
        if (square > 0) {
            double root = Math.sqrt(Math.max(0, a * a * b * b - square * (b * b - t * t * vb)));
            result[4] = 100 * ((a * b - root) / square - 1);
            result[5] = 100 * ((a * b + root) / square - 1);
        }
    }
}
