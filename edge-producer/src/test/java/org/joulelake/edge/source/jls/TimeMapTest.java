package org.joulelake.edge.source.jls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

class TimeMapTest {

    private static final long SECOND = 1L << JlsFormat.TIME_BITS;
    private static final long EPOCH_NANOS = JlsFormat.EPOCH_UNIX_SECONDS * 1_000_000_000L;

    @Test
    void oneEntryIsContinuedWithTheSampleRate() {
        TimeMap map = new TimeMap(new TreeMap<>(Map.of(1000L, 0L)), 1000);

        assertThat(map.nanosAt(1000)).isEqualTo(EPOCH_NANOS);
        assertThat(map.nanosAt(2500)).isEqualTo(EPOCH_NANOS + 1_500_000_000L);
        assertThat(map.nanosAt(0)).isEqualTo(EPOCH_NANOS - 1_000_000_000L);
    }

    @Test
    void timeIsInterpolatedBetweenEntriesAndContinuedWithTheSampleRateOutside() {
        TimeMap map = new TimeMap(new TreeMap<>(Map.of(0L, 0L, 1000L, 2 * SECOND)), 1000);

        assertThat(map.nanosAt(500)).isEqualTo(EPOCH_NANOS + 1_000_000_000L);
        assertThat(map.nanosAt(1500)).isEqualTo(EPOCH_NANOS + 2_500_000_000L);
        assertThat(map.nanosAt(-500)).isEqualTo(EPOCH_NANOS - 500_000_000L);
    }

    @Test
    void anEntryThatGoesBackInTimeIsPassedOver() {
        TimeMap map = new TimeMap(new TreeMap<>(Map.of(0L, 0L, 1000L, SECOND, 2000L, SECOND / 2)), 1000);

        assertThat(map.passedOver()).isEqualTo(1);
        assertThat(map.nanosAt(2000)).isEqualTo(EPOCH_NANOS + 2_000_000_000L);
        assertThat(LongStream.range(-10, 4000).map(map::nanosAt)).isSorted();
    }

    @Test
    void aSignalWithAnotherRateSharesTheCounter() {
        TimeMap map = new TimeMap(new TreeMap<>(Map.of(0L, 0L)), 1_000_000);

        assertThat(map.nanosAt(2_000, 1_000)).isEqualTo(map.nanosAt(2_000_000));
        assertThat(map.nanosAt(3, 2_000_000)).isEqualTo(map.nanosAt(1));
    }

    @Test
    void absurdNumbersEndAtTheRangeOfALong() {
        TimeMap map = new TimeMap(new TreeMap<>(Map.of(0L, 1L << 60)), 1);

        assertThat(map.nanosAt(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(map.nanosAt(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }
}
