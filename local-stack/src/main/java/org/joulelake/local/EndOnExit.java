package org.joulelake.local;

import org.apache.spark.sql.streaming.StreamingQuery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a query in order when the process is asked to end, and holds the process until all has been closed. */
final class EndOnExit implements AutoCloseable {

    private static final long GRACE_SECONDS = 30;

    private final StreamingQuery query;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "joulelake-stop");

    private EndOnExit(StreamingQuery query) {
        this.query = query;
    }

    static EndOnExit install(StreamingQuery query) {
        EndOnExit end = new EndOnExit(query);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    private void end() {
        try {
            query.stop();
            closed.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.err.println("the ingest is at a batch that does not end; its next start does that batch again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook has been started: it is why we are here.
        }
    }
}
