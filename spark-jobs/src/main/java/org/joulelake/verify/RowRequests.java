package org.joulelake.verify;

import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.joulelake.blockfile.BlockFileReader;
import org.joulelake.blockfile.StoredBlock;

/**
 * Rows of data files that somebody wants: each row group that has one is read once. Rows that cannot be read are handed to
 * nobody.
 */
final class RowRequests {

    private static final Logger LOG = LoggerFactory.getLogger(RowRequests.class);

    private final Map<String, NavigableMap<Long, List<Consumer<StoredBlock>>>> wanted = new TreeMap<>();

    /** Asks for a row of a file, counted from its start. */
    void add(String file, long row, Consumer<StoredBlock> receiver) {
        wanted.computeIfAbsent(file, name -> new TreeMap<>())
                .computeIfAbsent(row, number -> new ArrayList<>())
                .add(receiver);
    }

    /** Reads them all. */
    void read(Table table) {
        wanted.forEach((file, rows) -> {
            try (BlockFileReader reader = new BlockFileReader(table.io().newInputFile(file), table.schema())) {
                long first = 0;
                for (int group = 0; group < reader.rowGroups(); group++) {
                    long end = first + reader.rows(group);
                    if (!rows.subMap(first, end).isEmpty()) {
                        read(reader, group, rows.subMap(first, end), first);
                    }
                    first = end;
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("{} cannot be read", file, e);
            }
        });
    }

    private static void read(
            BlockFileReader reader, int group, Map<Long, List<Consumer<StoredBlock>>> rows, long firstRow)
            throws IOException {
        Handout handout = new Handout(rows, firstRow);
        try {
            reader.read(group, handout);
        } catch (IOException | RuntimeException e) {
            LOG.debug("row group {} cannot be read as a whole", group, e);
            pageByPage(reader, group, new Handout(rows, firstRow));
        }
    }

    private static void pageByPage(BlockFileReader reader, int group, Handout handout) throws IOException {
        List<Record> columns = reader.columns(group);
        List<long[]> pages = reader.pages(group);
        for (int page = 0; page < pages.size(); page++) {
            int first = (int) pages.get(page)[0];
            try {
                List<float[]> samples = reader.samples(group, page);
                for (int i = 0; i < samples.size(); i++) {
                    handout.accept(first + i, new StoredBlock(columns.get(first + i), samples.get(i)));
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("page {} of row group {} cannot be read", page, group, e);
            }
        }
    }

    /** Hands the rows of a row group to those who want them. */
    private static final class Handout implements Consumer<StoredBlock> {

        private final Map<Long, List<Consumer<StoredBlock>>> rows;
        private final long firstRow;
        private int next;

        Handout(Map<Long, List<Consumer<StoredBlock>>> rows, long firstRow) {
            this.rows = rows;
            this.firstRow = firstRow;
        }

        @Override
        public void accept(StoredBlock block) {
            accept(next++, block);
        }

        void accept(int row, StoredBlock block) {
            rows.getOrDefault(firstRow + row, List.of()).forEach(receiver -> receiver.accept(block));
        }
    }
}
