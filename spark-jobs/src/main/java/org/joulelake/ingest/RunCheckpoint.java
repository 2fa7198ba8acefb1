package org.joulelake.ingest;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;

import org.joulelake.cli.CommandException;

/**
 * A checkpoint for one run of Spark's stream. The lake knows how far it has read; a checkpoint that knew better, such as
 * one of a lake that was restored, would skip data. So each run begins with an empty one, and takes away those before.
 */
final class RunCheckpoint {

    private static final String PREFIX = "run-";

    private RunCheckpoint() {}

    /**
     * The place of a new checkpoint. Uses a file system of its own: Hadoop's shared one may still be that of an earlier
     * session of this process, with another endpoint.
     *
     * @param folder of all checkpoints of this ingest; nothing in it is touched but they
     * @throws CommandException if it cannot be used
     */
    static String begin(String folder, Configuration hadoop) {
        Path path = new Path(folder);
        try (FileSystem files = FileSystem.newInstance(path.toUri(), hadoop)) {
            for (FileStatus old : list(files, path)) {
                if (old.isDirectory() && old.getPath().getName().startsWith(PREFIX)) {
                    files.delete(old.getPath(), true);
                }
            }
        } catch (IOException e) {
            throw new CommandException("cannot use the checkpoint folder " + folder + ": " + RootCause.message(e), e);
        }
        return new Path(path, PREFIX + UUID.randomUUID()).toString();
    }

    private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
