package org.joulelake.query;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

import java.util.ArrayList;
import java.util.List;

/** How many samples have each number, as an array for Spark; numbers that none has are left out. */
final class Counts {

    static final DataType TYPE =
            DataTypes.createArrayType(DataType.fromDDL("number INT NOT NULL, count BIGINT NOT NULL"), false);

    private Counts() {}

    /** Of counts that begin with that of the number {@code first}. */
    static ArrayData of(long[] counts, int first) {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                rows.add(row(first + i, counts[i]));
            }
        }
        return new GenericArrayData(rows.toArray());
    }

    /** Of the numbers themselves, the least first. */
    static ArrayData ofSorted(int[] numbers) {
        List<Object> rows = new ArrayList<>();
        for (int from = 0; from < numbers.length; ) {
            int until = from + 1;
            while (until < numbers.length && numbers[until] == numbers[from]) {
                until++;
            }
            rows.add(row(numbers[from], until - from));
            from = until;
        }
        return new GenericArrayData(rows.toArray());
    }

    private static GenericInternalRow row(int number, long count) {
        return new GenericInternalRow(new Object[] {number, count});
    }
}
