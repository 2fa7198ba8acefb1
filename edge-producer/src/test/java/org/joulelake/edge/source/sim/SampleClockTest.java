package org.joulelake.edge.source.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;

class SampleClockTest {

    private static final long START_NANOS = 1_767_225_600_123_456_789L;
    private static final long YEAR_SECONDS = 365L * 24 * 3600;
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    @Test
    void aSampleAtTwoMegahertzIsFiveHundredNanoseconds() {
        SampleClock clock = new SampleClock(START_NANOS, 2_000_000);

        assertThat(clock.nanosAt(0)).isEqualTo(START_NANOS);
        assertThat(clock.nanosAt(1)).isEqualTo(START_NANOS + 500);
        assertThat(clock.nanosAt(2_000_001)).isEqualTo(START_NANOS + 1_000_000_500);
    }

    @Test
    void timeIsRoundedToTheNearestNanosecondHalvesUp() {
        assertThat(new SampleClock(0, 3).nanosAt(1)).isEqualTo(333_333_333);
        assertThat(new SampleClock(0, 3).nanosAt(2)).isEqualTo(666_666_667);
        assertThat(new SampleClock(0, 1_024).nanosAt(1)).isEqualTo(976_563); // 976,562.5
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1_024, 44_100, 999_983, 1_000_000, 1_999_993, 2_000_000})
    void timeIsExactForYears(int rateHz) {
        SampleClock clock = new SampleClock(START_NANOS, rateHz);
        Random random = new Random(rateHz);

        for (int i = 0; i < 1_000; i++) {
            long sample = (long) (random.nextDouble() * 20 * YEAR_SECONDS * rateHz);
            BigDecimal nanos = BigDecimal.valueOf(sample)
                    .multiply(NANOS_PER_SECOND)
                    .divide(BigDecimal.valueOf(rateHz), 0, RoundingMode.HALF_UP);

            assertThat(clock.nanosAt(sample)).as("sample %d", sample).isEqualTo(START_NANOS + nanos.longValueExact());
            assertThat(clock.nanosAt(sample + 1)).isGreaterThan(clock.nanosAt(sample));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 44_100, 999_983, 2_000_000})
    void theFirstSampleFromATimeIsTheFirstThatIsNotEarlier(int rateHz) {
        SampleClock clock = new SampleClock(0, rateHz);
        Random random = new Random(rateHz);

        for (int i = 0; i < 1_000; i++) {
            long nanos = (long) (random.nextDouble() * 20 * YEAR_SECONDS * 1e9);
            BigDecimal sample = BigDecimal.valueOf(nanos)
                    .multiply(BigDecimal.valueOf(rateHz))
                    .divide(NANOS_PER_SECOND, 0, RoundingMode.CEILING);

            assertThat(clock.firstSampleFrom(nanos)).as("%d ns", nanos).isEqualTo(sample.longValueExact());
        }
    }
}
