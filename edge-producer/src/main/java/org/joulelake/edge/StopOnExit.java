package org.joulelake.edge;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order when the process is asked to end: reading stops, what was read is spooled and sent. To be
 * closed when the run is closed and its summary is printed: from then on the process may be gone at any moment.
 */
final class StopOnExit implements AutoCloseable {

    /** How long the process is held back; more than a run takes to stop and to close. */
    private static final long GRACE_SECONDS = 15;

    private final EdgeRun run;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "edge-stop");

    private StopOnExit(EdgeRun run) {
        this.run = run;
    }

    static StopOnExit install(EdgeRun run) {
        StopOnExit stopper = new StopOnExit(run);
        Runtime.getRuntime().addShutdownHook(stopper.hook);
        return stopper;
    }

    private void stop() {
        run.stop();
        try {
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.printf(
                        "%,d messages remain in the spool; the next run on it sends them%n",
                        run.progress().backlog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is left to be done; the process may end. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook has been started: it is why we are here.
        }
    }
}
