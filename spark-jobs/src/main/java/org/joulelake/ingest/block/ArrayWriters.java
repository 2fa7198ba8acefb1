package org.joulelake.ingest.block;

import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.ParquetValueWriters.PrimitiveWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

/**
 * Write Java arrays as Parquet lists without boxing an element: a list of 65,536 samples is a row's whole cost. The
 * lists and their elements are required, so each element is one value at the deepest level and a list without any is one
 * level up. Only samples can be without.
 */
final class ArrayWriters {

    private ArrayWriters() {}

    static ParquetValueWriter<?> of(ColumnDescriptor element) {
        return switch (element.getPrimitiveType().getPrimitiveTypeName()) {
            case FLOAT -> new Floats(element);
            case DOUBLE -> new Doubles(element);
            case INT32 -> new Ints(element);
            default -> throw new IllegalStateException("no array writer for " + element);
        };
    }

    /** Writes floats bit for bit, into a column that has neither dictionary nor statistics. */
    static ParquetValueWriter<?> ofFloatBits(ColumnDescriptor element) {
        return new FloatBits(element);
    }

    /** What the writers have in common; the loops are apart from each other, as each is compiled for its kind of array. */
    private abstract static class ListWriter<A> extends PrimitiveWriter<A> {

        /** Level of an element that is not the first of its list. */
        final int repetition;

        private final int emptyDefinition;

        ListWriter(ColumnDescriptor element) {
            super(element);
            repetition = element.getMaxRepetitionLevel();
            emptyDefinition = element.getMaxDefinitionLevel() - 1;
        }

        void writeEmpty(int rowRepetition) {
            column.writeNull(rowRepetition, emptyDefinition);
        }
    }

    private static final class Floats extends ListWriter<float[]> {

        Floats(ColumnDescriptor element) {
            super(element);
        }

        @Override
        public void write(int rowRepetition, float[] values) {
            if (values.length == 0) {
                writeEmpty(rowRepetition);
                return;
            }
            column.writeFloat(rowRepetition, values[0]);
            for (int i = 1; i < values.length; i++) {
                column.writeFloat(repetition, values[i]);
            }
        }
    }

    /**
     * Hands over the bits of the samples instead of the samples. Parquet's writers take a float's bits with {@link
     * Float#floatToIntBits}, which makes one NaN of all NaNs; its plain encoding stores an int as it stores a float.
     */
    private static final class FloatBits extends ListWriter<float[]> {

        FloatBits(ColumnDescriptor element) {
            super(element);
        }

        @Override
        public void write(int rowRepetition, float[] values) {
            if (values.length == 0) {
                writeEmpty(rowRepetition);
                return;
            }
            column.writeInteger(rowRepetition, Float.floatToRawIntBits(values[0]));
            for (int i = 1; i < values.length; i++) {
                column.writeInteger(repetition, Float.floatToRawIntBits(values[i]));
            }
        }
    }

    private static final class Doubles extends ListWriter<double[]> {

        Doubles(ColumnDescriptor element) {
            super(element);
        }

        @Override
        public void write(int rowRepetition, double[] values) {
            column.writeDouble(rowRepetition, values[0]);
            for (int i = 1; i < values.length; i++) {
                column.writeDouble(repetition, values[i]);
            }
        }
    }

    private static final class Ints extends ListWriter<int[]> {

        Ints(ColumnDescriptor element) {
            super(element);
        }

        @Override
        public void write(int rowRepetition, int[] values) {
            column.writeInteger(rowRepetition, values[0]);
            for (int i = 1; i < values.length; i++) {
                column.writeInteger(repetition, values[i]);
            }
        }
    }
}
