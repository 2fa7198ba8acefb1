package org.joulelake.query;

import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;

import java.util.List;

import org.joulelake.catalog.BlocksTable;

/** Figures of each 1,024 samples of a block: least, greatest, sum, and how many are not missing. */
record Buckets(float[] min, float[] max, double[] sum, int[] count) {

    private static final int BYTES_A_BUCKET = 20;
    private static final int BYTES_BESIDE = 100;

    /** The columns that {@link #of} reads. */
    static Schema columns(Schema table) {
        return table.select(
                BlocksTable.BUCKET_MIN, BlocksTable.BUCKET_MAX, BlocksTable.BUCKET_SUM, BlocksTable.BUCKET_COUNT);
    }

    static Buckets of(Record row) {
        List<Float> min = list(row, BlocksTable.BUCKET_MIN);
        List<Float> max = list(row, BlocksTable.BUCKET_MAX);
        List<Double> sum = list(row, BlocksTable.BUCKET_SUM);
        List<Integer> count = list(row, BlocksTable.BUCKET_COUNT);
        Buckets buckets = new Buckets(
                new float[count.size()], new float[count.size()], new double[count.size()], new int[count.size()]);
        for (int i = 0; i < count.size(); i++) {
            buckets.min[i] = min.get(i);
            buckets.max[i] = max.get(i);
            buckets.sum[i] = sum.get(i);
            buckets.count[i] = count.get(i);
        }
        return buckets;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Record row, String column) {
        return (List<T>) row.getField(column);
    }

    int heapBytes() {
        return BYTES_BESIDE + BYTES_A_BUCKET * count.length;
    }
}
