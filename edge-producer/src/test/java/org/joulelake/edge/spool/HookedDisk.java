package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;

/** A real disk of which each operation is announced before it is done. */
abstract class HookedDisk implements Disk {

    /** Kinds of operations. */
    enum Kind {
        CREATE,
        APPEND,
        CUT,
        FORCE,
        FORCE_DIRECTORY,
        RENAME,
        DELETE
    }

    private final Disk real = new RealDisk();

    /** Lets an operation go on when it returns. */
    abstract void before(Kind kind) throws IOException;

    @Override
    public OpenFile create(Path file) throws IOException {
        before(Kind.CREATE);
        OpenFile open = real.create(file);
        return new OpenFile() {
            @Override
            public void append(byte[] bytes) throws IOException {
                before(Kind.APPEND);
                open.append(bytes);
            }

            @Override
            public void cutTo(long offset) throws IOException {
                before(Kind.CUT);
                open.cutTo(offset);
            }

            @Override
            public void force() throws IOException {
                before(Kind.FORCE);
                open.force();
            }

            @Override
            public void close() throws IOException {
                open.close();
            }
        };
    }

    @Override
    public void cut(Path file, long length) throws IOException {
        before(Kind.CUT);
        real.cut(file, length);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        before(Kind.RENAME);
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        before(Kind.DELETE);
        real.delete(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        before(Kind.FORCE_DIRECTORY);
        real.forceDirectory(directory);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return real.usableBytes(directory);
    }
}
