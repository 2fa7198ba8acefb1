package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Guards what a spool knows in memory, and lets threads wait for a change of it. Appends hold it while they write; so,
 * unless each message is to be forced, nobody forces anything to the disk, or waits for one who does, while he holds it.
 */
final class SpoolLock {

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final Condition freed = lock.newCondition();
    private boolean closed;

    SpoolLock(Path directory) {
        this.directory = directory;
    }

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Action<T, E extends Exception> {
        T run() throws E;
    }

    /** What is done while the lock is held, and tells nothing. */
    @FunctionalInterface
    interface Step<E extends Exception> {
        void run() throws E;
    }

    <T, E extends Exception> T get(Action<T, E> action) throws E {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    <E extends Exception> void run(Step<E> step) throws E {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    void lockInterruptibly() throws InterruptedException {
        lock.lockInterruptibly();
    }

    void unlock() {
        lock.unlock();
    }

    /** Waits for {@link #appended} or {@link #close}, at most this long. To be called by its holder. */
    void awaitAppended(long nanos) throws InterruptedException {
        appended.awaitNanos(nanos);
    }

    /** Waits for {@link #freed} or {@link #close}, at most this long. To be called by its holder. */
    void awaitFreed(long nanos) throws InterruptedException {
        freed.awaitNanos(nanos);
    }

    /** Wakes who waits for something to read. To be called by its holder. */
    void appended() {
        appended.signalAll();
    }

    /** Wakes who waits for room. */
    void freed() {
        run(freed::signalAll);
    }

    /** From now on nothing may be appended, polled or acknowledged; who waits is woken. */
    void close() {
        run(() -> {
            closed = true;
            appended.signalAll();
            freed.signalAll();
        });
    }

    /** Throws if the spool is closed. */
    void requireOpen() throws IOException {
        run(() -> {
            if (closed) {
                throw new IOException("spool " + directory + " is closed");
            }
        });
    }
}
