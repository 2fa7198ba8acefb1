package org.joulelake.ingest.block;

import org.apache.iceberg.TableProperties;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

import java.util.Map;

import org.joulelake.block.Codec;
import org.joulelake.catalog.BlocksTable;

/** The ways the samples of a block are written to Parquet. Readers need not know which one it was. */
enum SampleEncoding {
    /** By way of a dictionary: small and fast for samples on a lattice, but all NaNs become one. */
    DICTIONARY {
        @Override
        ParquetValueWriter<?> writer(ColumnDescriptor element) {
            return ArrayWriters.of(element);
        }
    },
    /** Bit for bit, plainly: for NaNs with a payload, and for samples that a dictionary would be filled with in vain. */
    BITS {
        @Override
        ParquetValueWriter<?> writer(ColumnDescriptor element) {
            return ArrayWriters.ofFloatBits(element);
        }
    };

    private static final String SAMPLES = BlocksTable.VALUES + ".element";

    /** Writer of the column of samples. */
    abstract ParquetValueWriter<?> writer(ColumnDescriptor element);

    /** What suits samples whose message had this codec: the codec has found out whether there is a lattice. */
    static SampleEncoding of(Codec codec, boolean nanPayloads) {
        return codec == Codec.LATTICE && !nanPayloads ? DICTIONARY : BITS;
    }

    /** Properties of a file written so; they win over those of its table. Statistics would take the samples as floats. */
    Map<String, String> fileProperties() {
        return Map.of(
                TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX + SAMPLES,
                Boolean.toString(this == DICTIONARY),
                TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + SAMPLES,
                "false");
    }
}
