package org.joulelake.faults;

import java.io.PrintWriter;
import java.time.Duration;

/** Says what happens in a run, with the time since its start. */
final class RunLog {

    private final PrintWriter out;
    private final long startNanos = System.nanoTime();

    RunLog(PrintWriter out) {
        this.out = out;
    }

    void say(String what) {
        out.printf("%7.1f s  %s%n", elapsed().toMillis() / 1e3, what);
        out.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
