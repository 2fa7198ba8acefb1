package org.joulelake.edge.spool;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Forces what was appended after each interval of the policy, on a daemon thread; none if each append forces. */
final class PeriodicForce {

    private final Optional<ScheduledExecutorService> timer;

    private PeriodicForce(Optional<ScheduledExecutorService> timer) {
        this.timer = timer;
    }

    static PeriodicForce start(FsyncPolicy fsync, Runnable force) {
        if (fsync.always()) {
            return new PeriodicForce(Optional.empty());
        }
        long nanos = fsync.interval().toNanos();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(PeriodicForce::daemon);
        timer.scheduleWithFixedDelay(force, nanos, nanos, TimeUnit.NANOSECONDS);
        return new PeriodicForce(Optional.of(timer));
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
