package org.joulelake.query;

import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileIO;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.joulelake.block.SamplesChecksum;
import org.joulelake.blockfile.BlockFileReader;
import org.joulelake.catalog.BlocksTable;

/**
 * A data file of {@code power.blocks}. It never changes: what was read of it once holds for good.
 *
 * @param location its address, which no other file ever has
 * @param bytes its length
 */
record StoredFile(String location, long bytes) implements Serializable {

    static StoredFile of(ContentFile<?> file) {
        return new StoredFile(file.location(), file.fileSizeInBytes());
    }

    /** Samples of blocks in any files; those of derived blocks are computed. */
    static Map<BlockFigures, float[]> samples(Table table, Collection<BlockFigures> blocks, DerivedSamples derived) {
        Map<BlockFigures, float[]> samples = new HashMap<>();
        blocks.stream()
                .distinct()
                .filter(block -> !block.isDerived())
                .collect(Collectors.groupingBy(BlockFigures::file))
                .forEach((file, inFile) -> {
                    Map<Integer, float[]> rows = file.samples(table.io(), table.schema(), inFile);
                    inFile.forEach(block -> samples.put(block, rows.get(block.row())));
                });
        blocks.stream().filter(BlockFigures::isDerived).forEach(block -> samples.put(block, derived.samples(block)));
        return samples;
    }

    /** The figures of all its blocks, by row. */
    List<BlockFigures> figures(FileIO io, Schema schema) {
        return read(io, schema, reader -> {
            List<BlockFigures> figures = new ArrayList<>();
            Map<String, String> texts = new HashMap<>();
            Schema columns = BlockFigures.columns(schema);
            for (int group = 0; group < reader.rowGroups(); group++) {
                for (Record row : reader.records(group, columns)) {
                    figures.add(BlockFigures.of(this, figures.size(), row, texts));
                }
            }
            return figures;
        });
    }

    /** The buckets of all its blocks, by row. */
    List<Buckets> buckets(FileIO io, Schema schema) {
        return read(io, schema, reader -> {
            List<Buckets> buckets = new ArrayList<>();
            Schema columns = Buckets.columns(schema);
            for (int group = 0; group < reader.rowGroups(); group++) {
                reader.records(group, columns).forEach(row -> buckets.add(Buckets.of(row)));
            }
            return buckets;
        });
    }

    /**
     * Samples of some of its blocks, by row; no other page is read.
     *
     * @throws QueryException if samples are not what their source had
     */
    Map<Integer, float[]> samples(FileIO io, Schema schema, List<BlockFigures> blocks) {
        TreeMap<Integer, BlockFigures> wanted = new TreeMap<>();
        blocks.forEach(block -> wanted.put(block.row(), block));
        return read(io, schema, reader -> {
            Map<Integer, float[]> samples = new HashMap<>();
            int before = 0;
            for (int group = 0; group < reader.rowGroups(); group++) {
                int rows = (int) reader.rows(group);
                if (!wanted.subMap(before, before + rows).isEmpty()) {
                    samples(reader, group, before, wanted, samples);
                }
                before += rows;
            }
            return samples;
        });
    }

    private void samples(
            BlockFileReader reader,
            int group,
            int before,
            TreeMap<Integer, BlockFigures> wanted,
            Map<Integer, float[]> samples)
            throws IOException {
        List<long[]> pages = reader.pages(group);
        for (int page = 0; page < pages.size(); page++) {
            int from = before + (int) pages.get(page)[0];
            int until = before + (int) pages.get(page)[1];
            Map<Integer, BlockFigures> here = wanted.subMap(from, until);
            if (!here.isEmpty()) {
                List<float[]> rows = reader.samples(group, page);
                here.forEach((row, block) -> samples.put(row, proved(block, rows.get(row - from))));
            }
        }
    }

    private float[] proved(BlockFigures block, float[] samples) {
        if (SamplesChecksum.of(samples) != block.samplesCrc32c()) {
            throw new QueryException(("samples %d to %d of %s in session %s of %s are not what their source had;"
                            + " `joulelake verify` tells what is damaged in %s")
                    .formatted(
                            block.firstSample(),
                            block.endSample() - 1,
                            block.signal(),
                            block.session(),
                            block.device(),
                            location));
        }
        return samples;
    }

    private <T> T read(FileIO io, Schema schema, Reading<T> reading) {
        try (BlockFileReader reader = new BlockFileReader(io.newInputFile(location, bytes), schema)) {
            return reading.from(reader);
        } catch (QueryException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new QueryException(
                    "cannot read %s of %s: %s; `joulelake verify` tells what is damaged"
                            .formatted(location, BlocksTable.ID, e.getMessage()),
                    e);
        }
    }

    /** Reads something of a file that is open. */
    @FunctionalInterface
    private interface Reading<T> {

        T from(BlockFileReader reader) throws IOException;
    }
}
