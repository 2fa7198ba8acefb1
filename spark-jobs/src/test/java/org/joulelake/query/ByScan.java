package org.joulelake.query;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import org.joulelake.ingest.LakeFixture;

/** Questions answered by Spark's scan of the table, as those are that touch too many blocks for memory. */
final class ByScan {

    private ByScan() {}

    /** The plan of a statement. */
    static Dataset<Row> sql(LakeFixture lake, String statement) {
        lake.spark().conf().set(BlockIndex.MOST_BLOCKS_SETTING, "0");
        try {
            return lake.spark().sql(statement);
        } finally {
            lake.spark().conf().unset(BlockIndex.MOST_BLOCKS_SETTING);
        }
    }
}
