package org.joulelake.edge.source.jls;

/**
 * Samples of one value that the vendor's writer left out of the file.
 *
 * @param first id of the first sample
 * @param count number of samples
 * @param value of each of them
 */
record ConstantRun(long first, long count, float value) {

    long end() {
        return first + count;
    }

    boolean isContinuedBy(ConstantRun next) {
        return next.first == end() && next.value == value;
    }

    ConstantRun joinedWith(ConstantRun next) {
        return new ConstantRun(first, count + next.count, value);
    }
}
