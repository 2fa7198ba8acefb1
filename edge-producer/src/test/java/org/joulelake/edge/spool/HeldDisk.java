package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A real disk on which all operations of some kinds wait until they are let go. Nothing else tells that it is slow. */
final class HeldDisk implements Disk {

    /** Kinds of operations that a disk may take long for. */
    enum Kind {
        FORCE,
        FORCE_DIRECTORY,
        CUT,
        DELETE
    }

    private final Disk real = new RealDisk();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Set<Kind> held = EnumSet.noneOf(Kind.class);

    /** From now on these wait. */
    void hold(Kind... kinds) {
        held = EnumSet.copyOf(Set.of(kinds));
    }

    /** Returns when an operation waits. */
    void awaitHeld() throws InterruptedException {
        reached.await();
    }

    /** Lets go of those that wait, and of all to come. */
    void release() {
        released.countDown();
    }

    private void pass(Kind kind) {
        if (held.contains(kind)) {
            reached.countDown();
            boolean interrupted = false;
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        OpenFile open = real.create(file);
        return new OpenFile() {
            @Override
            public void append(byte[] bytes) throws IOException {
                open.append(bytes);
            }

            @Override
            public void cutTo(long offset) throws IOException {
                open.cutTo(offset);
            }

            @Override
            public void force() throws IOException {
                pass(Kind.FORCE);
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
        pass(Kind.CUT);
        real.cut(file, length);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        pass(Kind.DELETE);
        real.delete(file);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return real.usableBytes(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        pass(Kind.FORCE_DIRECTORY);
        real.forceDirectory(directory);
    }
}
