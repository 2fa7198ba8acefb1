package org.joulelake.faults.agent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a task of the batch that is next committed took long. */
public final class LateWork {

    private static final Duration LONG = Duration.ofSeconds(4);

    private static final AtomicBoolean LATE = new AtomicBoolean();

    private LateWork() {}

    /** A task has ended. */
    public static void took(long nanos) {
        if (nanos > LONG.toNanos()) {
            LATE.set(true);
        }
    }

    /** The files of a batch, or none if a task of it took long. */
    public static List<?> withoutLate(List<?> files) {
        return LATE.getAndSet(false) ? List.of() : files;
    }
}
