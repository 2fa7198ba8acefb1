package org.joulelake.verify;

import org.apache.iceberg.FileScanTask;

import java.io.Serializable;

/**
 * A data file that is to be checked.
 *
 * @param location its address
 * @param bytes its size, as the table knows it
 * @param rows its rows, as the table knows them
 * @param partition its partition, in words
 */
public record FileToCheck(String location, long bytes, long rows, String partition) implements Serializable {

    static FileToCheck of(FileScanTask task) {
        return new FileToCheck(
                task.file().location(),
                task.file().fileSizeInBytes(),
                task.file().recordCount(),
                task.spec().partitionToPath(task.file().partition()));
    }
}
