package org.joulelake.faults.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk that is slow as long as a file is there. */
public final class SlowDisk {

    private static final long DELAY_SECONDS = 1;

    private static volatile Path mark;

    private SlowDisk() {}

    static void whenThereIs(Path file) {
        mark = file;
    }

    /** Called before each force. */
    public static void delay() {
        try {
            if (Files.exists(mark)) {
                TimeUnit.SECONDS.sleep(DELAY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
