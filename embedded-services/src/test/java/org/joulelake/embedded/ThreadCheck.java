package org.joulelake.embedded;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Tells which threads could keep the JVM from ending. */
final class ThreadCheck {

    private static final long DEADLINE_NANOS = 10_000_000_000L;
    private static final int POLL_MILLIS = 20;

    private final Set<Thread> before = nonDaemons();

    /** Names of the threads that are new since this was made and no daemons, once they had time to end. */
    Set<String> left() throws InterruptedException {
        waitUntil(() -> added().isEmpty());
        return added().stream().map(Thread::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<Thread> added() {
        Set<Thread> now = nonDaemons();
        now.removeAll(before);
        return now;
    }

    private static Set<Thread> nonDaemons() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(Collectors.toSet());
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
