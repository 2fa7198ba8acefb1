package org.joulelake.ingest;

import java.util.Optional;

import org.joulelake.ingest.block.BlockFiles;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.known.BlockLedger;
import org.joulelake.ingest.known.Fingerprint;

/** Decides what becomes of each record of a task: a row, nothing because the lake has that block, or a refusal. */
final class RecordWriter implements Repeats.Outcome {

    private static final String IDENTITY_TAKEN = "identity-taken";

    private final BlockCheck check;
    private final BlockLedger ledger;
    private final BlockFiles files;
    private final Refusals refusals;
    private final Repeats repeats;
    private BatchCounts counts = BatchCounts.ZERO;

    RecordWriter(BlockCheck check, BlockLedger ledger, BlockFiles files, Refusals refusals) {
        this.check = check;
        this.ledger = ledger;
        this.files = files;
        this.refusals = refusals;
        repeats = new Repeats(ledger.lookup());
    }

    /** Where refused records go. */
    interface Refusals {

        /** Keeps a record with the reason why it is not in the lake. */
        void write(RawRecord record, RefusedException refusal);
    }

    void take(RawRecord record) {
        try {
            BlockRow row = check.check(record);
            Optional<Fingerprint> written = ledger.written(row.block().header());
            if (written.isPresent()) {
                compare(new Repeats.Repeat(record, row), written.get());
            } else if (ledger.isNew(row.block().header())) {
                write(record, row);
            } else {
                repeats.add(new Repeats.Repeat(record, row), this);
            }
        } catch (RefusedException refusal) {
            refuse(record, refusal);
        }
    }

    /** The lake was known to have the record before it was looked at. */
    void passOver() {
        counts = counts.plus(BatchCounts.known());
    }

    /** Finishes what waits to be compared with the lake. */
    void finish() {
        repeats.settle(this);
    }

    BatchCounts counts() {
        return counts;
    }

    @Override
    public void same(Repeats.Repeat repeat) {
        passOver();
    }

    @Override
    public void differs(Repeats.Repeat repeat, Fingerprint inLake) {
        refuse(
                repeat.record(),
                new RefusedException(
                        IDENTITY_TAKEN,
                        "block %d of %s is in the lake with %s; this one has %s"
                                .formatted(
                                        repeat.sequence(),
                                        repeat.stream(),
                                        inLake,
                                        Fingerprint.of(repeat.row().block().header()))));
    }

    @Override
    public void absent(Repeats.Repeat repeat) {
        Optional<Fingerprint> written = ledger.written(repeat.row().block().header());
        if (written.isPresent()) {
            compare(repeat, written.get());
        } else {
            write(repeat.record(), repeat.row());
        }
    }

    private void compare(Repeats.Repeat repeat, Fingerprint written) {
        if (written.equals(Fingerprint.of(repeat.row().block().header()))) {
            same(repeat);
        } else {
            differs(repeat, written);
        }
    }

    private void write(RawRecord record, BlockRow row) {
        files.write(row);
        ledger.add(row.block().header());
        counts = counts.plus(BatchCounts.block(
                row.samples().length,
                record.value().length,
                row.block().header().endNanos()));
    }

    private void refuse(RawRecord record, RefusedException refusal) {
        refusals.write(record, refusal);
        counts = counts.plus(BatchCounts.refused());
    }
}
