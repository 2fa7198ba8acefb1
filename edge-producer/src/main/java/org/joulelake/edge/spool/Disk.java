package org.joulelake.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * All that a spool changes on its disk. Each operation may fail, and a loss of power may undo it until it is forced: the
 * content and the name of a file that was made by {@link OpenFile#force}, any names by {@link #forceDirectory}.
 */
interface Disk {

    /** Makes a file, or empties it if it is there. */
    OpenFile create(Path file) throws IOException;

    /** Cuts a file to this length and forces it. */
    void cut(Path file, long length) throws IOException;

    /** Gives a file another name in its directory; a file that has that name is replaced as a whole. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** Returns when all names in a directory are on the disk. */
    void forceDirectory(Path directory) throws IOException;

    /** Bytes that may still be written below a directory. */
    long usableBytes(Path directory) throws IOException;

    /** A file that is written to. One thread appends; another may force meanwhile. */
    interface OpenFile extends Closeable {

        void append(byte[] bytes) throws IOException;

        /** Takes back all that follows this offset. */
        void cutTo(long offset) throws IOException;

        /** Returns when all that was appended before the call is on the disk, and the name under which it was made. */
        void force() throws IOException;
    }
}
