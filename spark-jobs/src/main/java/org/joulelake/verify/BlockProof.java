package org.joulelake.verify;

import static org.joulelake.catalog.BlocksTable.BUCKET_COUNT;
import static org.joulelake.catalog.BlocksTable.BUCKET_MAX;
import static org.joulelake.catalog.BlocksTable.BUCKET_MIN;
import static org.joulelake.catalog.BlocksTable.BUCKET_SUM;
import static org.joulelake.catalog.BlocksTable.END_TIME;
import static org.joulelake.catalog.BlocksTable.MAX;
import static org.joulelake.catalog.BlocksTable.MEAN;
import static org.joulelake.catalog.BlocksTable.MIN;
import static org.joulelake.catalog.BlocksTable.MISSING_COUNT;
import static org.joulelake.catalog.BlocksTable.SAMPLES_CRC32C;
import static org.joulelake.catalog.BlocksTable.SAMPLE_COUNT;
import static org.joulelake.catalog.BlocksTable.SAMPLE_RATE_HZ;
import static org.joulelake.catalog.BlocksTable.START_NS;
import static org.joulelake.catalog.BlocksTable.START_TIME;
import static org.joulelake.catalog.BlocksTable.STD;

import org.apache.iceberg.data.Record;
import org.apache.iceberg.util.DateTimeUtil;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.joulelake.block.BlockStatistics;
import org.joulelake.block.SamplesChecksum;
import org.joulelake.blockfile.StoredBlock;

/** Computes again what a row says of its samples, and tells what does not fit. */
final class BlockProof {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MICRO = 1_000;

    /** Sums may be added up in another order by another version. */
    private static final double TOLERANCE = 1e-9;

    private final Record row;
    private final float[] samples;
    private final List<String> problems = new ArrayList<>();

    private BlockProof(StoredBlock block) {
        row = block.columns();
        samples = block.samples();
    }

    /** What is wrong with a row; nothing if it proves right. */
    static List<String> problems(StoredBlock block) {
        BlockProof proof = new BlockProof(block);
        proof.checkSamples();
        if (block.samples().length > 0) {
            proof.checkStatistics(BlockStatistics.of(block.samples()));
        }
        proof.checkTimes();
        return proof.problems;
    }

    /** What is wrong with a row of a derived block, as far as it can be told without its samples. */
    static List<String> problemsWithoutSamples(StoredBlock block) {
        BlockProof proof = new BlockProof(block);
        if (block.samples().length > 0) {
            proof.problems.add("it is derived, but has %d samples".formatted(block.samples().length));
        }
        return proof.problems;
    }

    private void checkSamples() {
        exact(SAMPLE_COUNT, samples.length);
        int crc = SamplesChecksum.of(samples);
        int stored = (Integer) row.getField(SAMPLES_CRC32C);
        if (crc != stored) {
            problems.add("samples have CRC32C %08x, but had %08x at their source".formatted(crc, stored));
        }
    }

    private void checkStatistics(BlockStatistics now) {
        exact(MISSING_COUNT, now.missingCount());
        exact(MIN, now.min());
        exact(MAX, now.max());
        close(MEAN, now.mean());
        close(STD, now.std());
        exact(BUCKET_MIN, floats(now.bucketMin()));
        exact(BUCKET_MAX, floats(now.bucketMax()));
        exact(BUCKET_COUNT, IntStream.of(now.bucketCount()).boxed().toList());
        closeLists(BUCKET_SUM, DoubleStream.of(now.bucketSum()).boxed().toList());
    }

    private void checkTimes() {
        long start = (Long) row.getField(START_NS);
        double rate = (Double) row.getField(SAMPLE_RATE_HZ);
        int count = (Integer) row.getField(SAMPLE_COUNT);
        long end = start + Math.round(count * NANOS_PER_SECOND / rate);
        exact(START_TIME, Math.floorDiv(start, NANOS_PER_MICRO), micros(START_TIME));
        exact(END_TIME, -Math.floorDiv(-end, NANOS_PER_MICRO), micros(END_TIME));
    }

    private long micros(String column) {
        return DateTimeUtil.microsFromTimestamptz((OffsetDateTime) row.getField(column));
    }

    private void exact(String column, Object now) {
        exact(column, now, row.getField(column));
    }

    /** Boxed floats are equal if their bits are, but for NaNs, which all are. */
    private void exact(String column, Object now, Object stored) {
        if (!now.equals(stored)) {
            problems.add("%s is %s, but should be %s".formatted(column, shortened(stored), shortened(now)));
        }
    }

    private void close(String column, double now) {
        Object stored = row.getField(column);
        if (!isClose(now, (Double) stored)) {
            exact(column, now, stored);
        }
    }

    private void closeLists(String column, List<Double> now) {
        List<?> stored = (List<?>) row.getField(column);
        boolean same = stored.size() == now.size()
                && IntStream.range(0, now.size()).allMatch(i -> isClose(now.get(i), (Double) stored.get(i)));
        if (!same) {
            exact(column, now, stored);
        }
    }

    private static boolean isClose(double now, double stored) {
        return Double.compare(now, stored) == 0
                || Math.abs(now - stored) <= TOLERANCE * Math.max(Math.abs(now), Math.abs(stored));
    }

    private static List<Float> floats(float[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
