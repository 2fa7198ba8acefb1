package org.joulelake.block;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Statistics the obvious way, in exact decimal numbers: what {@link BlockStatistics} is measured against. Finite samples
 * and NaNs only.
 */
final class NaiveStatistics {

    private static final MathContext DIGITS = new MathContext(60);

    private final List<Float> present = new ArrayList<>();

    NaiveStatistics(float[] samples, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isNaN(samples[i])) {
                present.add(samples[i]);
            }
        }
    }

    int count() {
        return present.size();
    }

    float min() {
        return present.stream().min(NaiveStatistics::compare).orElse(Float.NaN);
    }

    float max() {
        return present.stream().max(NaiveStatistics::compare).orElse(Float.NaN);
    }

    BigDecimal sum() {
        return present.stream().map(value -> new BigDecimal(value)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Sum of the magnitudes, which bounds what rounding can do to {@link #sum()}. */
    double magnitude() {
        return present.stream().mapToDouble(Math::abs).sum();
    }

    BigDecimal mean() {
        return sum().divide(BigDecimal.valueOf(count()), DIGITS);
    }

    double std() {
        BigDecimal mean = mean();
        BigDecimal squares = present.stream()
                .map(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(BigDecimal.valueOf(count()), DIGITS).sqrt(DIGITS).doubleValue();
    }

    /** By value: the zeros are equal. */
    private static int compare(float left, float right) {
        return new BigDecimal(left).compareTo(new BigDecimal(right));
    }
}
