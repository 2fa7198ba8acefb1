package org.joulelake.query;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

import java.util.ArrayList;
import java.util.List;

/** Samples of one block that are missing (NaN), as runs. */
public final class MissingRuns {

    static final DataType TYPE = DataTypes.createArrayType(DataType.fromDDL("position INT, length INT"), false);

    private MissingRuns() {}

    /**
     * The runs, in order.
     *
     * @param skipped position of the first sample
     * @return of {@link #TYPE}
     */
    public static ArrayData of(ArrayData values, int skipped) {
        float[] samples = values.toFloatArray();
        List<Object> runs = new ArrayList<>();
        for (int from = 0; from < samples.length; ) {
            int until = from;
            while (until < samples.length && Float.isNaN(samples[until])) {
                until++;
            }
            if (until > from) {
                runs.add(new GenericInternalRow(new Object[] {skipped + from, until - from}));
            }
            from = until + 1;
        }
        return new GenericArrayData(runs.toArray());
    }
}
