package org.joulelake.ingest;

import java.io.Serializable;
import java.time.Instant;

import org.joulelake.block.Block;
import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockStatistics;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.rules.RuleBook;

/**
 * Decides whether a record is a block for the lake: both checksums, every field, the rules.
 *
 * @param rules what a block may hold
 * @param now clock of this batch
 */
record BlockCheck(RuleBook rules, Instant now) implements Serializable {

    private static final String EMPTY_MESSAGE = "empty-message";
    private static final String CHECK_FAILED = "check-failed";
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * The row that a record becomes.
     *
     * @throws RefusedException if it becomes none
     */
    BlockRow check(RawRecord record) throws RefusedException {
        if (record.value() == null) {
            throw new RefusedException(EMPTY_MESSAGE, "the record has no value");
        }
        try {
            Block block = BlockReader.read(record.value());
            BlockStatistics statistics = block.statistics();
            RefusedException.throwIf(rules.check(block.header(), statistics, now));
            return new BlockRow(block, BlockReader.codec(record.value()), statistics, record.origin(), nowMicros());
        } catch (BlockFormatException e) {
            throw new RefusedException(e.reason().id(), e.getMessage());
        } catch (RuntimeException e) {
            // A fault of ours, but no reason to read this record again and again and none after it.
            throw new RefusedException(CHECK_FAILED, e.toString());
        }
    }

    long nowMicros() {
        return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
    }
}
