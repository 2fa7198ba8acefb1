package org.joulelake.blockfile;

import org.apache.iceberg.shaded.org.apache.parquet.VersionParser;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReader;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.PrimitiveConverter;

import java.util.Arrays;

import org.joulelake.block.BlockHeader;

/** Reads the lists of a column of floats, one for each row, without an object for each float. */
final class FloatLists {

    /** Nothing is converted: floats are taken as they are. */
    private static final PrimitiveConverter NONE = new PrimitiveConverter() {};

    private static final VersionParser.ParsedVersion ANY_WRITER =
            new VersionParser.ParsedVersion("joulelake", null, null);

    private final ColumnReader column;
    private final int present;

    FloatLists(ColumnDescriptor descriptor, PageReader pages) {
        column = new ColumnReaderImpl(descriptor, pages, NONE, ANY_WRITER);
        present = descriptor.getMaxDefinitionLevel();
    }

    /** The list of the next row, of so many floats if it is as it should be; no more than a block has are believed before they are there. */
    float[] next(int expectedCount) {
        float[] values = new float[Math.max(1, Math.min(expectedCount, BlockHeader.MAX_SAMPLE_COUNT))];
        int count = 0;
        do {
            if (column.getCurrentDefinitionLevel() == present) {
                if (count == values.length) {
                    values = Arrays.copyOf(values, count * 2);
                }
                values[count++] = column.getFloat();
            }
            column.consume();
        } while (column.getCurrentRepetitionLevel() > 0);
        return count == values.length ? values : Arrays.copyOf(values, count);
    }
}
