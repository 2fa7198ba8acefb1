package org.joulelake.verify;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is wrong: some of it in words, all of it counted. */
final class Findings {

    private final int most;
    private final List<String> texts = new ArrayList<>();
    private long count;

    Findings(int most) {
        this.most = most;
    }

    void add(String text) {
        count++;
        if (texts.size() < most) {
            texts.add(text);
        }
    }

    /** Adds a finding for each row, and only as many words as there is room for. */
    void addAll(Dataset<Row> rows, Function<Row, String> words) {
        long all = rows.count();
        if (all == 0) {
            return;
        }
        count += all;
        rows.limit(most - texts.size()).collectAsList().forEach(row -> texts.add(words.apply(row)));
    }

    List<String> texts() {
        return texts;
    }

    long count() {
        return count;
    }
}
