package org.joulelake.edge.source.jls;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * Time of samples: straight lines through the time entries of a signal, and on with the sample rate before the first
 * and behind the last. Computed in whole numbers and rounded down once, so that time never decreases with the sample.
 */
final class TimeMap {

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger EPOCH_NANOS =
            BigInteger.valueOf(JlsFormat.EPOCH_UNIX_SECONDS).multiply(NANOS_PER_SECOND);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final long[] sampleIds;
    private final long[] ticks;
    private final int count;
    private final long sampleRateHz;

    /**
     * From time entries.
     *
     * @param entries JLS time by sample id, at least one; an entry that goes back in time is passed over
     * @param sampleRateHz samples per second
     */
    TimeMap(SortedMap<Long, Long> entries, long sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        sampleIds = new long[entries.size()];
        ticks = new long[entries.size()];
        int kept = 0;
        for (SortedMap.Entry<Long, Long> entry : entries.entrySet()) {
            if (kept == 0 || entry.getValue() >= ticks[kept - 1]) {
                sampleIds[kept] = entry.getKey();
                ticks[kept] = entry.getValue();
                kept++;
            }
        }
        count = kept;
    }

    long sampleRateHz() {
        return sampleRateHz;
    }

    /** Entries that went back in time and were passed over. */
    int passedOver() {
        return sampleIds.length - count;
    }

    /** Nanoseconds since the Unix epoch of a sample of a signal that shares the counter, at a rate of its own. */
    long nanosAt(long sampleId, long rateHz) {
        if (rateHz == sampleRateHz) {
            return nanosAt(sampleId);
        }
        BigInteger scaled = BigInteger.valueOf(sampleId).multiply(BigInteger.valueOf(sampleRateHz));
        return nanosAt(floorDivide(scaled, BigInteger.valueOf(rateHz)).longValue());
    }

    /** Nanoseconds since the Unix epoch. */
    long nanosAt(long sampleId) {
        int found = Arrays.binarySearch(sampleIds, 0, count, sampleId);
        int before = found >= 0 ? found : -found - 2;
        if (before < 0) {
            return along(0, sampleId, 1L << JlsFormat.TIME_BITS, sampleRateHz);
        }
        if (before == count - 1) {
            return along(before, sampleId, 1L << JlsFormat.TIME_BITS, sampleRateHz);
        }
        long samples = Math.subtractExact(sampleIds[before + 1], sampleIds[before]);
        return along(before, sampleId, ticks[before + 1] - ticks[before], samples);
    }

    /** Time on the line through an entry that rises by some ticks in some samples. */
    private long along(int entry, long sampleId, long rise, long samples) {
        BigInteger run = BigInteger.valueOf(sampleId).subtract(BigInteger.valueOf(sampleIds[entry]));
        BigInteger divisor = BigInteger.valueOf(samples);
        BigInteger scaledTicks =
                BigInteger.valueOf(ticks[entry]).multiply(divisor).add(run.multiply(BigInteger.valueOf(rise)));
        BigInteger nanos = floorDivide(scaledTicks.multiply(NANOS_PER_SECOND), divisor.shiftLeft(JlsFormat.TIME_BITS));
        return nanos.add(EPOCH_NANOS).max(LEAST).min(GREATEST).longValue();
    }

    private static BigInteger floorDivide(BigInteger dividend, BigInteger positiveDivisor) {
        BigInteger[] parts = dividend.divideAndRemainder(positiveDivisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
}
