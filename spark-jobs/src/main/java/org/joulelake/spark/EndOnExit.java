package org.joulelake.spark;

import org.apache.hadoop.util.ShutdownHookManager;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a query in order when the process is asked to end, and holds the process until all has been closed. It goes by
 * Hadoop's list of hooks, which are run one after the other, so that Spark's own hook finds nothing left to stop.
 */
public final class EndOnExit implements AutoCloseable {

    /** Before Spark's, whose highest is 50. */
    private static final int PRIORITY = 100;

    private static final long GRACE_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable hook = this::end;
    private volatile Stopper stopper;

    private EndOnExit() {}

    /** Makes a guard; a process that is asked to end before there is a query ends at once. */
    public static EndOnExit install() {
        EndOnExit end = new EndOnExit();
        ShutdownHookManager.get().addShutdownHook(end.hook, PRIORITY, GRACE_SECONDS, TimeUnit.SECONDS);
        return end;
    }

    /** From now on the query is ended in this way. */
    public void guard(Stopper running) {
        stopper = running;
    }

    private void end() {
        if (stopper == null) {
            return;
        }
        try {
            stopper.stop();
            closed.await();
        } catch (TimeoutException e) {
            System.err.println("the ingest is at a batch that does not end; its next start does that batch again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All has been closed; the process may end. */
    @Override
    public void close() {
        closed.countDown();
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }

    /** Stops a query. */
    @FunctionalInterface
    public interface Stopper {

        /** Stops it; fails if that takes too long. */
        void stop() throws TimeoutException;
    }
}
