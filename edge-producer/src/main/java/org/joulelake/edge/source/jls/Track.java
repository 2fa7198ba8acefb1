package org.joulelake.edge.source.jls;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Where the file holds what of one signal: eight bytes for each chunk of samples. */
final class Track {

    private static final int MOST_TIMES = 1_000_000;

    /** Ids and times beyond are taken for damage; differences of those below cannot overflow. */
    private static final long GREATEST_NUMBER = 1L << 60;

    private final LongStream.Builder chunks = LongStream.builder();
    private long[] chunkOffsets;
    private final List<ConstantRun> runs = new ArrayList<>();
    private final TreeMap<Long, Long> times = new TreeMap<>();
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    void addChunk(long offset) {
        chunks.add(offset);
    }

    /** Notes an id that an index begins with. */
    void addIndexStart(long sampleId) {
        start = Math.min(start, sampleId);
    }

    void addSummary(SummaryBlock block) {
        end = Math.max(end, block.leastEnd());
        block.constantRuns().forEach(this::addRun);
    }

    private void addRun(ConstantRun run) {
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).isContinuedBy(run)) {
            runs.set(last, runs.get(last).joinedWith(run));
        } else {
            runs.add(run);
        }
    }

    void addTime(long sampleId, long ticks) {
        boolean sound = isSound(sampleId) && isSound(ticks);
        if (sound && (times.size() < MOST_TIMES || times.containsKey(sampleId))) {
            times.put(sampleId, ticks);
        }
    }

    private static boolean isSound(long number) {
        return number >= -GREATEST_NUMBER && number <= GREATEST_NUMBER;
    }

    /** Offsets of the chunks of samples, in the order of the file. Nothing can be added afterwards. */
    long[] chunkOffsets() {
        if (chunkOffsets == null) {
            chunkOffsets = chunks.build().toArray();
        }
        return chunkOffsets;
    }

    /** What the writer left out, in the order of the file. */
    List<ConstantRun> runs() {
        return runs;
    }

    /** JLS time by sample id. */
    SortedMap<Long, Long> times() {
        return times;
    }

    /** Lowest sample id that an index covers. */
    OptionalLong indexedStart() {
        return start == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(start);
    }

    /** An id up to which summaries prove that there were samples. */
    OptionalLong summarisedEnd() {
        return end == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(end);
    }
}
