package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;

/** What a message in quarantine says of itself. It may be damaged: who uses this looks whether it fits. */
public final class RefusedBlock {

    static final DataType HEADER = DataType.fromDDL(
            "device STRING, signal STRING, session STRING, sequence BIGINT, first_sample BIGINT, sample_count INT");

    private RefusedBlock() {}

    /** Of {@link #HEADER}; null if the message says nothing that could be true. */
    public static InternalRow header(byte[] message) {
        return BlockReader.claimedHeader(message).map(RefusedBlock::row).orElse(null);
    }

    private static InternalRow row(BlockHeader header) {
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(header.stream().device()),
            UTF8String.fromString(header.stream().signal()),
            UTF8String.fromString(header.stream().session().toString()),
            header.sequence(),
            header.firstSample(),
            header.sampleCount()
        });
    }
}
