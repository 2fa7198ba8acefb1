package org.joulelake.ingest.block;

import org.apache.iceberg.TableProperties;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

import java.util.Map;

import org.joulelake.catalog.BlocksTable;

/** The ways the samples of a block are written to Parquet. Readers need not know which one it was. */
enum SampleEncoding {
    /** By way of a dictionary where there is a lattice: small and fast, but all NaNs become one. */
    USUAL(true) {
        @Override
        ParquetValueWriter<?> writer(ColumnDescriptor element) {
            return ArrayWriters.of(element);
        }
    },
    /** Bit for bit, plainly; a dictionary or Parquet's statistics would ask for floats. */
    BITS(false) {
        @Override
        ParquetValueWriter<?> writer(ColumnDescriptor element) {
            return ArrayWriters.ofFloatBits(element);
        }
    };

    private static final String SAMPLES = BlocksTable.VALUES + ".element";

    private final boolean floats;

    SampleEncoding(boolean floats) {
        this.floats = floats;
    }

    /** Writer of the column of samples. */
    abstract ParquetValueWriter<?> writer(ColumnDescriptor element);

    /** Properties of a file written so; they win over those of its table. */
    Map<String, String> fileProperties() {
        return Map.of(
                TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX + SAMPLES, Boolean.toString(floats),
                TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + SAMPLES, Boolean.toString(floats));
    }
}
