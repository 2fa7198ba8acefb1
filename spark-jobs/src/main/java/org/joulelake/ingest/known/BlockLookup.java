package org.joulelake.ingest.known;

import static org.joulelake.catalog.BlocksTable.DEVICE;
import static org.joulelake.catalog.BlocksTable.FIRST_SAMPLE;
import static org.joulelake.catalog.BlocksTable.SAMPLES_CRC32C;
import static org.joulelake.catalog.BlocksTable.SEQUENCE;
import static org.joulelake.catalog.BlocksTable.SESSION;
import static org.joulelake.catalog.BlocksTable.SIGNAL;
import static org.joulelake.catalog.BlocksTable.START_NS;

import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.ManifestEvaluator;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.joulelake.block.SequenceRange;

/**
 * Asks {@code power.blocks} which blocks of a stream it has. Reads a few small columns of the files within whose bounds the
 * session is, each file once.
 */
public final class BlockLookup {

    private final Table blocks;
    private final FileContents contents;
    /** Asks a table as it was when it was loaded. */
    public BlockLookup(Table blocks) {
        this.blocks = blocks;
        contents = new FileContents(blocks);
    }

    /** All blocks of a stream. */
    public KnownBlocks of(StreamId stream) {
        Snapshot snapshot = blocks.currentSnapshot();
        if (snapshot == null) {
            return KnownBlocks.NONE;
        }
        if (!snapshot.deleteManifests(blocks.io()).isEmpty()) {
            return known(stream(stream));
        }
        KnownBlocks all = KnownBlocks.NONE;
        for (ManifestFile manifest : snapshot.dataManifests(blocks.io())) {
            if (mayHave(manifest, stream)) {
                all = all.plus(known(manifest, stream));
            }
        }
        return all;
    }

    /** The blocks of a stream with these sequences. */
    public KnownBlocks of(StreamId stream, SequenceRange sequences) {
        return known(within(stream, sequences));
    }

    /** What tells the blocks of a stream with these sequences from others, by sequence. */
    public Map<Long, Fingerprint> fingerprints(StreamId stream, SequenceRange sequences) {
        Map<Long, Fingerprint> found = new HashMap<>();
        read(
                within(stream, sequences),
                row -> found.put(
                        (Long) row.getField(SEQUENCE),
                        new Fingerprint((Long) row.getField(FIRST_SAMPLE), (Long) row.getField(START_NS), (Integer)
                                row.getField(SAMPLES_CRC32C))),
                SEQUENCE,
                FIRST_SAMPLE,
                START_NS,
                SAMPLES_CRC32C);
        return found;
    }

    private KnownBlocks known(Expression filter) {
        SequenceList sequences = new SequenceList();
        read(filter, row -> sequences.add((Long) row.getField(SEQUENCE)), SEQUENCE);
        return sequences.blocks();
    }

    private boolean mayHave(ManifestFile manifest, StreamId stream) {
        PartitionSpec spec = blocks.specs().get(manifest.partitionSpecId());
        return ManifestEvaluator.forRowFilter(Expressions.equal(DEVICE, stream.device()), spec, true)
                .eval(manifest);
    }

    private KnownBlocks known(ManifestFile manifest, StreamId stream) {
        KnownBlocks known = KnownBlocks.NONE;
        for (FileBounds file : ManifestBounds.ofThisProcess().of(blocks, manifest)) {
            if (file.mayHave(stream)) {
                known = known.plus(contents.of(stream, file.location()));
            }
        }
        return known;
    }

    private static Expression stream(StreamId stream) {
        return Expressions.and(
                Expressions.equal(DEVICE, stream.device()),
                Expressions.equal(SESSION, stream.session()),
                Expressions.equal(SIGNAL, stream.signal()));
    }

    private static Expression within(StreamId stream, SequenceRange sequences) {
        return Expressions.and(
                stream(stream),
                Expressions.greaterThanOrEqual(SEQUENCE, sequences.first()),
                Expressions.lessThanOrEqual(SEQUENCE, sequences.last()));
    }

    private void read(Expression filter, Consumer<Record> each, String... columns) {
        if (blocks.currentSnapshot() == null) {
            return;
        }
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(blocks).where(filter).select(columns).build()) {
            rows.forEach(each);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + blocks.name(), e);
        }
    }
}
