package org.joulelake.ingest;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Deletes files that were written for a commit that did not come about. */
final class UnusedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UnusedFiles.class);

    private UnusedFiles() {}

    /** Deletes them; one that stays does no harm but takes room, until orphan files are removed. */
    static void delete(Table table, List<DataFile> files) {
        for (DataFile file : files) {
            try {
                table.io().deleteFile(file.location());
            } catch (RuntimeException e) {
                LOG.warn("Unused file {} stays: {}", file.location(), RootCause.message(e));
            }
        }
    }
}
