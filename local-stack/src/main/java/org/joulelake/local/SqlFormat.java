package org.joulelake.local;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/** Forms in which {@code joulelake sql} prints rows; rows are fetched as they are printed, however many there are. */
enum SqlFormat {
    /** Columns aligned for people; at most {@link #TABLE_ROWS} rows. */
    TABLE {
        @Override
        void print(Dataset<Row> rows, PrintWriter out) {
            out.flush();
            rows.show(TABLE_ROWS, false);
        }
    },
    /** RFC 4180, with a header row; a missing value is an empty field. */
    CSV {
        @Override
        void print(Dataset<Row> rows, PrintWriter out) {
            CsvWriter csv = new CsvWriter(out, new CsvWriterSettings());
            csv.writeHeaders(rows.columns());
            String[] names = uniqueNames(rows);
            Column[] texts = Arrays.stream(names)
                    .map(name -> functions.col(name).cast("string"))
                    .toArray(Column[]::new);
            for (Iterator<Row> lines = rows.toDF(names).select(texts).toLocalIterator(); lines.hasNext(); ) {
                Row line = lines.next();
                csv.writeRow(
                        IntStream.range(0, names.length).mapToObj(line::get).toArray());
            }
            csv.flush();
        }
    },
    /** One JSON object a line. */
    JSON {
        @Override
        void print(Dataset<Row> rows, PrintWriter out) {
            Column object =
                    functions.to_json(functions.struct(functions.col("*")), Map.of("ignoreNullFields", "false"));
            rows.select(object).toLocalIterator().forEachRemaining(row -> out.println(row.getString(0)));
            out.flush();
        }
    };

    /** Most rows of a table. */
    static final int TABLE_ROWS = 1_000;

    abstract void print(Dataset<Row> rows, PrintWriter out);

    /** A query may name two columns alike; a file may too. */
    private static String[] uniqueNames(Dataset<Row> rows) {
        return IntStream.range(0, rows.columns().length)
                .mapToObj(position -> "c" + position)
                .toArray(String[]::new);
    }
}
