package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final double RATE_HZ = 2_000_000;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SECOND_IDS = 2_000_000;
    private static final long START_TICKS = 250_000_000L << 30;
    private static final TimeMap MAP = new TimeMap(START_TICKS, 0, RATE_HZ);

    @Test
    void timeIsThatOfTheMapToTheNanosecondEvenAfterAYear() {
        DeviceClock clock = DeviceClock.following(MAP, RATE_HZ, 0, 0);
        long year = 365L * 86_400 * SECOND_IDS;
        assertThat(clock.nanosAt(0)).isEqualTo(1_764_764_800L * SECOND_NANOS);
        assertThat(clock.nanosAt(1) - clock.nanosAt(0)).isEqualTo(500);
        assertThat(clock.nanosAt(year + 3) - clock.nanosAt(0)).isEqualTo(365L * 86_400 * SECOND_NANOS + 1_500);
    }

    @Test
    void aMapThatStaysChangesNothing() {
        DeviceClock clock = DeviceClock.following(MAP, RATE_HZ, 7, 0);
        long before = clock.nanosAt(1_000 * SECOND_IDS);
        for (long second = 1; second < 1_000; second++) {
            clock.follow(MAP, second * SECOND_IDS);
        }
        assertThat(clock.nanosAt(1_000 * SECOND_IDS)).isEqualTo(before);
    }

    @Test
    void aSmallDifferenceIsGoneAfterAWhileAndTimeNeverGoesBackOrJumps() {
        DeviceClock clock = DeviceClock.following(MAP, RATE_HZ, 0, 0);
        TimeMap earlier = new TimeMap(START_TICKS - (1L << 30) / 100, 0, RATE_HZ);
        long last = clock.nanosAt(0);
        for (long second = 1; second <= 120; second++) {
            long id = second * SECOND_IDS;
            long before = clock.nanosAt(id);
            clock.follow(earlier, id);
            assertThat(clock.nanosAt(id)).as("what was said of an id stays").isEqualTo(before);
            assertThat((double) before - last).isCloseTo(SECOND_NANOS, within(2e6));
            last = before;
        }
        assertThat(clock.ahead(earlier, 120 * SECOND_IDS)).isBetween(-100_000L, 0L);
    }

    @Test
    void whatWasSaidOfEarlierIdsIsNeverTakenBack() {
        DeviceClock clock = DeviceClock.following(MAP, RATE_HZ, 0, 0);
        TimeMap faster = new TimeMap(START_TICKS, 0, RATE_HZ * 1.0001);
        long early = clock.nanosAt(SECOND_IDS / 2);
        for (long second = 1; second <= 30; second++) {
            clock.follow(faster, second * SECOND_IDS);
        }
        assertThat(clock.nanosAt(SECOND_IDS / 2)).isEqualTo(early);
        assertThat(clock.ahead(faster, 30 * SECOND_IDS)).isCloseTo(0, within(100_000L));
    }

    @Test
    void aStepThatIsTakenOffIsNotFollowed() {
        DeviceClock clock = DeviceClock.following(MAP, RATE_HZ, 0, 0);
        TimeMap stepped = new TimeMap(START_TICKS - (2_147L << 30), 0, RATE_HZ);
        long before = clock.nanosAt(100 * SECOND_IDS);
        clock.takeOff(clock.ahead(stepped, SECOND_IDS));
        for (long second = 1; second < 100; second++) {
            clock.follow(stepped, second * SECOND_IDS);
        }
        assertThat(clock.nanosAt(100 * SECOND_IDS)).isCloseTo(before, within(100L));
    }

    @Test
    void aMapOfZerosOrNonsenseIsNotUsable() {
        assertThat(new TimeMap(0, 0, 0).isUsable(RATE_HZ)).isFalse();
        assertThat(new TimeMap(START_TICKS, 0, Double.NaN).isUsable(RATE_HZ)).isFalse();
        assertThat(new TimeMap(START_TICKS, 0, Double.POSITIVE_INFINITY).isUsable(RATE_HZ))
                .isFalse();
        assertThat(new TimeMap(START_TICKS, Long.MIN_VALUE, RATE_HZ).isUsable(RATE_HZ))
                .isFalse();
        assertThat(new TimeMap(Long.MIN_VALUE, 0, RATE_HZ).isUsable(RATE_HZ)).isFalse();
        assertThat(new TimeMap(START_TICKS, 0, RATE_HZ / 2).isUsable(RATE_HZ)).isFalse();
        assertThat(MAP.isUsable(RATE_HZ)).isTrue();
    }
}
