package org.joulelake.faults;

import java.io.PrintWriter;
import java.time.Duration;

/** Says what happens in a run, with the time since its start. */
public final class RunLog {

    private final PrintWriter out;
    private final long startNanos = System.nanoTime();

    /** A run that begins now. */
    public RunLog(PrintWriter out) {
        this.out = out;
    }

    /** Says it. */
    public void say(String what) {
        out.printf("%7.1f s  %s%n", elapsed().toMillis() / 1e3, what);
        out.flush();
    }

    /** Time since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
