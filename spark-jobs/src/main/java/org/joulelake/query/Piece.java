package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A piece as {@link Pieces} has it: figures of samples of one session, of one window, in one span of time.
 *
 * @param fromNanos of the span
 * @param number of the window
 * @param firstIndex index of its first sample
 * @param endIndex index of the sample after its last
 * @param present samples that are not missing; without any, the figures that follow are not good
 * @param missing samples of its blocks that are
 */
record Piece(
        String session,
        long fromNanos,
        String unit,
        double rateHz,
        long number,
        long startNanos,
        long endNanos,
        long firstIndex,
        long endIndex,
        long present,
        long missing,
        double mean,
        double std,
        float min,
        float max) {

    static final StructType TYPE =
            StructType.fromDDL("session STRING, from_ns BIGINT, unit STRING, sample_rate_hz DOUBLE,"
                    + " number BIGINT, start_ns BIGINT, end_ns BIGINT, first_index BIGINT, end_index BIGINT, present BIGINT,"
                    + " missing BIGINT, mean DOUBLE, std DOUBLE, min FLOAT, max FLOAT");

    /** What two pieces must have in common to be one. */
    record Key(String session, long fromNanos, String unit, double rateHz, long number) {}

    Key key() {
        return new Key(session, fromNanos, unit, rateHz, number);
    }

    /** Both as one; their keys are the same. */
    Piece plus(Piece other) {
        long all = present + other.present;
        boolean both = present > 0 && other.present > 0;
        Piece figures = present > 0 ? this : other;
        double apart = other.mean - mean;
        double squares = std * std * present
                + other.std * other.std * other.present
                + apart * apart * present * other.present / all;
        return new Piece(
                session,
                fromNanos,
                unit,
                rateHz,
                number,
                Math.min(startNanos, other.startNanos),
                Math.max(endNanos, other.endNanos),
                Math.min(firstIndex, other.firstIndex),
                Math.max(endIndex, other.endIndex),
                all,
                missing + other.missing,
                both ? (mean * present + other.mean * other.present) / all : figures.mean,
                both ? Math.sqrt(squares / all) : figures.std,
                both ? Math.min(min, other.min) : figures.min,
                both ? Math.max(max, other.max) : figures.max);
    }

    InternalRow row() {
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(session),
            fromNanos,
            UTF8String.fromString(unit),
            rateHz,
            number,
            startNanos,
            endNanos,
            firstIndex,
            endIndex,
            present,
            missing,
            mean,
            std,
            min,
            max
        });
    }
}
