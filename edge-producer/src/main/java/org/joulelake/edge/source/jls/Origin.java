package org.joulelake.edge.source.jls;

import java.math.BigInteger;

/**
 * Where a session counts from. All signals of an instrument are numbered by one counter, each at its rate, so the
 * earliest first sample of any of them is index 0 of all.
 *
 * @param sampleId id of that sample
 * @param rateHz rate of its signal
 */
record Origin(long sampleId, long rateHz) {

    /** Keeps absurd numbers of a file from overflowing. */
    private static final BigInteger LEAST_ID = BigInteger.ONE.shiftLeft(62).negate();

    /** Whether another first sample is earlier. */
    boolean isAfter(Origin other) {
        return product(sampleId, other.rateHz).compareTo(product(other.sampleId, rateHz)) > 0;
    }

    /** The id of a signal with some rate that is index 0; rounded down where it falls between two. */
    long idAt(long otherRateHz) {
        if (otherRateHz == rateHz) {
            return sampleId;
        }
        BigInteger[] parts = product(sampleId, otherRateHz).divideAndRemainder(BigInteger.valueOf(rateHz));
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return floor.max(LEAST_ID).longValue();
    }

    private static BigInteger product(long id, long rate) {
        return BigInteger.valueOf(id).multiply(BigInteger.valueOf(rate));
    }
}
