package org.joulelake.verify;

import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.joulelake.block.Block;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockWriter;
import org.joulelake.ingest.block.BlockFiles;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.block.KafkaOrigin;

/** Writes blocks to {@code power.blocks} as an ingest does, without a topic. */
public final class LakeWriter {

    private LakeWriter() {}

    /** Adds blocks in one commit; they are in files of one task. */
    public static List<DataFile> add(Table table, List<? extends Block> blocks) throws Exception {
        List<BlockRow> rows = new ArrayList<>();
        for (Block block : blocks) {
            rows.add(row(block));
        }
        return addRows(table, rows);
    }

    static List<DataFile> addRows(Table table, List<BlockRow> rows) throws IOException {
        BlockFiles files = new BlockFiles(table, 0, 0);
        try (files) {
            rows.forEach(files::write);
        }
        AppendFiles append = table.newAppend();
        files.dataFiles().forEach(append::appendFile);
        append.commit();
        return files.dataFiles();
    }

    static BlockRow row(Block block) throws Exception {
        byte[] message = BlockWriter.write(block);
        return new BlockRow(
                BlockReader.read(message),
                BlockReader.codec(message),
                block.statistics(),
                new KafkaOrigin("none", 0, 0),
                1_767_323_046_000_000L);
    }
}
