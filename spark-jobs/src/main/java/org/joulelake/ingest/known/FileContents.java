package org.joulelake.ingest.known;

import static org.joulelake.catalog.BlocksTable.DEVICE;
import static org.joulelake.catalog.BlocksTable.SEQUENCE;
import static org.joulelake.catalog.BlocksTable.SESSION;
import static org.joulelake.catalog.BlocksTable.SIGNAL;

import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Which blocks data files hold. A data file never changes, so each is read once: all signals of a session are in the same. */
final class FileContents {

    private final Table blocks;
    private final Map<String, Map<StreamId, KnownBlocks>> read = new HashMap<>();

    /** Those of files of a table. */
    FileContents(Table blocks) {
        this.blocks = blocks;
    }

    /** The blocks of a stream in a file. */
    KnownBlocks of(StreamId stream, String location) {
        return read.computeIfAbsent(location, this::read).getOrDefault(stream, KnownBlocks.NONE);
    }

    private Map<StreamId, KnownBlocks> read(String location) {
        Schema columns = blocks.schema().select(DEVICE, SESSION, SIGNAL, SEQUENCE);
        Map<StreamId, SequenceList> sequences = new HashMap<>();
        try (CloseableIterable<Record> rows = Parquet.read(blocks.io().newInputFile(location))
                .project(columns)
                .createReaderFunc(file -> GenericParquetReaders.buildReader(columns, file))
                .build()) {
            rows.forEach(row -> sequences
                    .computeIfAbsent(
                            new StreamId((String) row.getField(DEVICE), (String) row.getField(SESSION), (String)
                                    row.getField(SIGNAL)),
                            stream -> new SequenceList())
                    .add((Long) row.getField(SEQUENCE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + location, e);
        }
        Map<StreamId, KnownBlocks> contents = new HashMap<>();
        sequences.forEach((stream, list) -> contents.put(stream, list.blocks()));
        return contents;
    }
}
