package org.joulelake.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a directory for one holder, in this JVM or any other. The operating system gives it back when the process dies.
 *
 * @param file that is locked; closing it gives the lock back
 */
record DirectoryLock(FileChannel file) implements AutoCloseable {

    private static final String NAME = ".joulelake.lock";

    /**
     * Takes the lock of an existing directory.
     *
     * @throws IOException if somebody holds it, or its file cannot be written
     */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel file = FileChannel.open(
                directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!locked(file)) {
            file.close();
            throw new IOException(
                    "another Kafka holds the lock of this directory; stop it or choose another directory");
        }
        return new DirectoryLock(file);
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
