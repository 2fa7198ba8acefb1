package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Appends records to a new segment file. One thread appends; another may force meanwhile. Uses no interruptible channel:
 * an interrupt of one thread must not close the file under all of them.
 */
final class SegmentWriter implements Closeable {

    private final RandomAccessFile file;
    private volatile boolean dirty;
    private boolean closed;

    private SegmentWriter(RandomAccessFile file) {
        this.file = file;
    }

    /** Makes the file, or empties it if it is there: then it is what a failed write left. */
    static SegmentWriter create(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.setLength(0);
            DirectorySync.force(path.getParent());
            return new SegmentWriter(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    void append(byte[] record) throws IOException {
        dirty = true;
        file.write(record);
    }

    /** Takes back all that follows this offset. */
    void cutTo(long offset) throws IOException {
        file.setLength(offset);
    }

    /** Returns when all that was appended before the call is on the disk. */
    synchronized void force() throws IOException {
        if (dirty && !closed) {
            dirty = false;
            file.getFD().sync();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
