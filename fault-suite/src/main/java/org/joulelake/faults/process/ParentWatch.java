package org.joulelake.faults.process;

import java.io.IOException;

/** Ends a service with the process that has started it. */
public final class ParentWatch {

    private ParentWatch() {}

    /**
     * Halts this JVM at the end of its standard input: that is a pipe from the process that started it, so its end is
     * that process's end, however it came.
     */
    public static void start() {
        Thread watch = new Thread(ParentWatch::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
        } catch (IOException e) {
            // A pipe that cannot be read has nobody at its other end.
        }
        Runtime.getRuntime().halt(1);
    }
}
