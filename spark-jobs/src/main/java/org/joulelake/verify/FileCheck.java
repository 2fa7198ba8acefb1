package org.joulelake.verify;

import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
            return partByPart(reader, group, file, e);
        }
    }

    private List<Row> partByPart(BlockFileReader reader, int group, FileToCheck file, Exception first) {
        List<Row> rows = new ArrayList<>();
        List<long[]> parts;
        try {
            parts = reader.parts(group);
        } catch (IOException | RuntimeException e) {
            rows.add(CheckedRow.nameless(
                    file,
                    reader.rows(group),
                    "row group %d of %d blocks cannot be read: %s"
                            .formatted(group, reader.rows(group), message(first))));
            return rows;
        }
        for (int part = 0; part < parts.size(); part++) {
            rows.addAll(part(reader, group, part, parts.get(part), file));
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

    private List<Row> part(BlockFileReader reader, int group, int part, long[] range, FileToCheck file) {
        try {
            List<Row> rows = new ArrayList<>();
            reader.readPart(group, part, block -> add(block, file, rows));
            return rows;
        } catch (IOException | RuntimeException e) {
            return named(reader, group, part, range, file, "cannot be read: " + message(e));
        }
    }

    private List<Row> named(
            BlockFileReader reader, int group, int part, long[] range, FileToCheck file, String problem) {
        List<Row> rows = new ArrayList<>();
        try {
            reader.readIdentities(group, part, row -> {
                if (filter.matches(row)) {
                    rows.add(CheckedRow.of(row, file, problem));
                }
            });
            return rows;
        } catch (IOException | RuntimeException e) {
            return List.of(CheckedRow.nameless(
                    file,
                    range[1] - range[0],
                    "blocks %d to %d of row group %d, in partition %s, cannot be named or read: %s"
                            .formatted(range[0], range[1] - 1, group, file.partition(), message(e))));
        }
    }

    private void add(StoredBlock block, FileToCheck file, List<Row> rows) {
        Record row = block.columns();
        if (filter.matches(row)) {
            List<String> problems = BlockProof.problems(block);
            rows.add(CheckedRow.of(row, file, problems.isEmpty() ? null : String.join("; ", problems)));
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
