package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.joulelake.query.Intervals.Interval;

class IntervalsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 31, 32, 100, 1_000})
    void holdEachBlockThatReachesAcrossAThreshold(int bins) {
        float[] thresholds = Grid.BINS.thresholds(-1, 1, bins);
        Intervals intervals = Intervals.around(thresholds, new HashSet<>(List.of(1, 2, bins / 2, bins - 1)));
        assertThat(intervals.intervals()).hasSizeLessThanOrEqualTo(Intervals.MOST);
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            float min = random.nextFloat() * 2 - 1;
            float max = Math.min(1, min + random.nextFloat() * random.nextFloat() * 0.1f);
            boolean reachesAcross = false;
            for (float threshold : thresholds) {
                reachesAcross |= min < threshold && max >= threshold;
            }
            if (reachesAcross) {
                assertThat(touches(intervals, min, max))
                        .as("%s to %s", min, max)
                        .isTrue();
            }
        }
    }

    @Test
    void leaveApartWhatMostBlocksAreIn() {
        float[] thresholds = Grid.BINS.thresholds(0, 1, 1_000);
        Intervals intervals = Intervals.around(thresholds, Set.of(1, 500));
        assertThat(touches(intervals, 0.0001f, 0.0009f)).as("in bin 1").isFalse();
        assertThat(touches(intervals, 0.4991f, 0.4999f)).as("in bin 500").isFalse();
        assertThat(touches(intervals, 0.4989f, 0.4991f))
                .as("in bins 499 and 500")
                .isTrue();
        assertThat(intervals.intervals()).hasSize(3);
    }

    @Test
    void areOneWhereTheyMeet() {
        Intervals merged = new Intervals(List.of(new Interval(5, 6), new Interval(0, 2), new Interval(1, 3))).merged();
        assertThat(merged.intervals()).containsExactly(new Interval(0, 3), new Interval(5, 6));
    }

    @Test
    void zerosAreOneValue() {
        assertThat(new Interval(0, -0.0f).touches())
                .isEqualTo("max >= CAST('-0.0' AS FLOAT) AND min <= CAST('0.0' AS FLOAT)");
    }

    private static boolean touches(Intervals intervals, float min, float max) {
        return intervals.intervals().stream().anyMatch(interval -> max >= interval.low() && min <= interval.high());
    }
}
