package org.joulelake.faults.process;

import java.time.Duration;

import org.joulelake.cli.CommandException;

/** Waits for a condition by asking for it several times a second. */
public final class Await {

    private static final long POLL_MILLIS = 100;

    private Await() {}

    /** Something that becomes so. */
    @FunctionalInterface
    public interface Condition {

        /** Whether it is so now. */
        boolean holds() throws InterruptedException;
    }

    /** Whether it became so in this time. */
    public static boolean within(Duration longest, Condition condition) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - startNanos > longest.toNanos()) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /**
     * Waits until it is so.
     *
     * @param what what is waited for, for the error
     * @throws CommandException if it does not become so in this time
     */
    public static void until(String what, Duration longest, Condition condition) throws InterruptedException {
        if (!within(longest, condition)) {
            throw new CommandException(
                    "waited %d s in vain until %s; the logs of the run say why".formatted(longest.toSeconds(), what));
        }
    }
}
