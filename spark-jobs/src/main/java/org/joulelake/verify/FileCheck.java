package org.joulelake.verify;

import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.joulelake.blockfile.BlockFileReader;
import org.joulelake.blockfile.StoredBlock;
import org.joulelake.catalog.BlocksTable;

/**
 * Checks the rows of a file. What cannot be read is narrowed down to the blocks that it concerns, and the rest of the file is
 * checked all the same.
 *
 * @param table {@code power.blocks}, serializable
 * @param filter which rows to check
 */
record FileCheck(Table table, VerifyFilter filter) implements FlatMapFunction<FileToCheck, Row> {

    @Override
    public Iterator<Row> call(FileToCheck file) {
        List<Row> rows = new ArrayList<>();
        long counted = 0;
        try (BlockFileReader reader = new BlockFileReader(table.io().newInputFile(file.location()), table.schema())) {
            for (int group = 0; group < reader.rowGroups(); group++) {
                counted += reader.rows(group);
                rows.addAll(rowGroup(reader, group, file));
            }
        } catch (IOException | RuntimeException e) {
            rows.add(CheckedRow.nameless(
                    file,
                    file.rows() - counted,
                    "the file cannot be read: %s; it has %d blocks in partition %s"
                            .formatted(message(e), file.rows(), file.partition())));
            return rows.iterator();
        }
        if (counted != file.rows()) {
            rows.add(CheckedRow.nameless(
                    file, 0, "the file has %d blocks, but the table counts %d in it".formatted(counted, file.rows())));
        }
        return rows.iterator();
    }

    private List<Row> rowGroup(BlockFileReader reader, int group, FileToCheck file) {
        try {
            List<Row> rows = new ArrayList<>();
            reader.read(group, block -> add(block, file, rows));
            return rows;
        } catch (IOException | RuntimeException e) {
            return pageByPage(reader, group, file, e);
        }
    }

    private List<Row> pageByPage(BlockFileReader reader, int group, FileToCheck file, Exception first) {
        List<Record> columns;
        List<long[]> pages;
        try {
            columns = reader.columns(group);
            pages = reader.pages(group);
        } catch (IOException | RuntimeException e) {
            return named(reader, group, file, e);
        }
        List<Row> rows = new ArrayList<>();
        for (int page = 0; page < pages.size(); page++) {
            long[] range = pages.get(page);
            page(reader, group, page, columns.subList((int) range[0], (int) range[1]), file, rows);
        }
        if (rows.stream().allMatch(row -> row.isNullAt(CheckedRow.SCHEMA.fieldIndex(CheckedRow.PROBLEM)))) {
            rows.add(CheckedRow.nameless(
                    file,
                    0,
                    "row group %d cannot be read as a whole, though each of its %d blocks can: %s"
                            .formatted(group, reader.rows(group), message(first))));
        }
        return rows;
    }

    private void page(
            BlockFileReader reader, int group, int page, List<Record> columns, FileToCheck file, List<Row> rows) {
        List<float[]> samples;
        try {
            samples = reader.samples(group, page);
        } catch (IOException | RuntimeException e) {
            columns.forEach(row -> addUnreadable(row, file, e, rows));
            return;
        }
        for (int i = 0; i < samples.size(); i++) {
            add(new StoredBlock(columns.get(i), samples.get(i)), file, rows);
        }
    }

    /** What is beside the samples has no pages for each block: if that is damaged, so are all blocks of the row group. */
    private List<Row> named(BlockFileReader reader, int group, FileToCheck file, Exception failure) {
        try {
            List<Row> rows = new ArrayList<>();
            reader.identities(group).forEach(row -> addUnreadable(row, file, failure, rows));
            return rows;
        } catch (IOException | RuntimeException e) {
            return List.of(CheckedRow.nameless(
                    file,
                    reader.rows(group),
                    "the %d blocks of row group %d, in partition %s, cannot be named or read: %s"
                            .formatted(reader.rows(group), group, file.partition(), message(failure))));
        }
    }

    private void addUnreadable(Record row, FileToCheck file, Exception failure, List<Row> rows) {
        if (filter.matches(row)) {
            rows.add(CheckedRow.of(row, file.location(), "cannot be read: " + message(failure)));
        }
    }

    private void add(StoredBlock block, FileToCheck file, List<Row> rows) {
        Record row = block.columns();
        if (filter.matches(row)) {
            List<String> problems = Boolean.TRUE.equals(row.getField(BlocksTable.DERIVED))
                    ? BlockProof.problemsWithoutSamples(block)
                    : BlockProof.problems(block);
            rows.add(CheckedRow.of(row, file.location(), problems.isEmpty() ? null : String.join("; ", problems)));
        }
    }

    private static String message(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
