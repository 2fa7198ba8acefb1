package org.joulelake.edge.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Forces what was appended after each interval of the policy, on a daemon thread; none if each append forces. */
final class PeriodicForce {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicForce.class);

    private final Optional<ScheduledExecutorService> timer;

    private PeriodicForce(Optional<ScheduledExecutorService> timer) {
        this.timer = timer;
    }

    static PeriodicForce start(Path directory, FsyncPolicy fsync, Runnable force) {
        if (fsync.always()) {
            return new PeriodicForce(Optional.empty());
        }
        long nanos = fsync.interval().toNanos();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(PeriodicForce::daemon);
        timer.scheduleWithFixedDelay(() -> runOrTell(directory, force), nanos, nanos, TimeUnit.NANOSECONDS);
        return new PeriodicForce(Optional.of(timer));
    }

    /** What fails for another reason than the disk must not end all forcing, as the timer would. */
    private static void runOrTell(Path directory, Runnable force) {
        try {
            force.run();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "spool {} was not forced to the disk for an error in the process; it is tried again", directory, e);
        }
    }

    void stop() {
        timer.ifPresent(ScheduledExecutorService::shutdown);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "spool-force");
        thread.setDaemon(true);
        return thread;
    }
}
