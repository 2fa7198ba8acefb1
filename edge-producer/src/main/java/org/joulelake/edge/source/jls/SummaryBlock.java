package org.joulelake.edge.source.jls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lowest-level index with the summary that follows it. The index has the offset of each chunk of samples, 0 where the
 * writer left the chunk out because all its samples are the same; the summary has mean, standard deviation, minimum and
 * maximum of each {@code samplesPerEntry} samples, so that it tells the value.
 */
final class SummaryBlock {

    private static final int ENTRY_BYTES = 4 * Float.BYTES;
    private static final int MINIMUM_AT = 2 * Float.BYTES;
    private static final int MAXIMUM_AT = 3 * Float.BYTES;

    private final SignalDefinition signal;
    private final SampleType type;
    private final ByteBuffer index;
    private final ByteBuffer summary;
    private final PayloadHeader indexHeader;
    private final PayloadHeader summaryHeader;

    private SummaryBlock(
            SignalDefinition signal,
            SampleType type,
            ByteBuffer index,
            ByteBuffer summary,
            PayloadHeader indexHeader,
            PayloadHeader summaryHeader) {
        this.signal = signal;
        this.type = type;
        this.index = index;
        this.summary = summary;
        this.indexHeader = indexHeader;
        this.summaryHeader = summaryHeader;
    }

    /** The block of two intact payloads, or empty where they do not make one for the signal. */
    static Optional<SummaryBlock> of(SignalDefinition signal, ByteBuffer index, ByteBuffer summary) {
        Optional<SampleType> type = signal.sampleType();
        Optional<PayloadHeader> indexHeader = PayloadHeader.parse(index, Long.SIZE);
        Optional<PayloadHeader> summaryHeader = PayloadHeader.parse(summary, ENTRY_BYTES * Byte.SIZE);
        boolean sound = type.isPresent()
                && indexHeader.isPresent()
                && summaryHeader.isPresent()
                && indexHeader.get().entryCount() > 0;
        return sound
                ? Optional.of(
                        new SummaryBlock(signal, type.get(), index, summary, indexHeader.get(), summaryHeader.get()))
                : Optional.empty();
    }

    /** An id up to which the block proves that there were samples; the last chunk need not be full. */
    long leastEnd() {
        long lastChunk = indexHeader.timestamp() + (indexHeader.entryCount() - 1) * signal.samplesPerChunk();
        long summedUp = summaryHeader.timestamp() + summaryHeader.entryCount() * signal.samplesPerEntry();
        return Math.max(lastChunk + 1, summedUp);
    }

    /** The chunks that were left out and can be told without doubt. */
    List<ConstantRun> constantRuns() {
        List<ConstantRun> runs = new ArrayList<>();
        boolean fitsChunk = signal.samplesPerChunk() * type.bits() <= (long) JlsFile.LONGEST_PAYLOAD * Byte.SIZE;
        if (!type.isInteger() || signal.samplesPerEntry() == 0 || !fitsChunk) {
            return runs;
        }
        for (int k = 0; k < indexHeader.entryCount(); k++) {
            if (index.getLong(JlsFormat.PAYLOAD_HEADER_BYTES + k * Long.BYTES) == 0) {
                omitted(k).ifPresent(runs::add);
            }
        }
        return runs;
    }

    private Optional<ConstantRun> omitted(int chunk) {
        long first = indexHeader.timestamp() + chunk * signal.samplesPerChunk();
        long entry = (first - summaryHeader.timestamp()) / signal.samplesPerEntry();
        long entries = signal.samplesPerChunk() / signal.samplesPerEntry();
        boolean covered = first >= summaryHeader.timestamp()
                && entries * signal.samplesPerEntry() == signal.samplesPerChunk()
                && entry * signal.samplesPerEntry() + summaryHeader.timestamp() == first
                && entries > 0
                && entry + entries <= summaryHeader.entryCount();
        if (!covered) {
            return Optional.empty();
        }
        float value = summary.getFloat(at(entry) + MINIMUM_AT);
        for (long k = entry; k < entry + entries; k++) {
            if (!isValue(value, summary.getFloat(at(k) + MINIMUM_AT), summary.getFloat(at(k) + MAXIMUM_AT))) {
                return Optional.empty();
            }
        }
        return Optional.of(new ConstantRun(first, signal.samplesPerChunk(), value));
    }

    private boolean isValue(float value, float minimum, float maximum) {
        return minimum == value && maximum == value && value >= 0 && value < 1 << type.bits() && value == (int) value;
    }

    private static int at(long entry) {
        return JlsFormat.PAYLOAD_HEADER_BYTES + (int) entry * ENTRY_BYTES;
    }
}
