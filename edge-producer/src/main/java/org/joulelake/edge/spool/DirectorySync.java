package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes names in a directory (files made, renamed, deleted) survive a loss of power. */
final class DirectorySync {

    private DirectorySync() {}

    /** Forces the directory, also if the thread is interrupted; its interrupt status stays. */
    static void force(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!forcedUndisturbed(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forcedUndisturbed(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }
}
