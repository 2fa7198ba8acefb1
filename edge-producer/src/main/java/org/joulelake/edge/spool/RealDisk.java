package org.joulelake.edge.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The disk of this machine. Files are written through no interruptible channel: an interrupt of one thread must not
 * close a file under all of them.
 */
final class RealDisk implements Disk {

    @Override
    public OpenFile create(Path file) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        try {
            open.setLength(0);
            return new RealFile(open, file.getParent());
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public void cut(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
            open.getFD().sync();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** Forces the directory, also if the thread is interrupted; its interrupt status stays. */
    @Override
    public void forceDirectory(Path directory) throws IOException {
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

    private final class RealFile implements OpenFile {

        private final RandomAccessFile file;
        private final Path directory;
        private volatile boolean dirty;
        private boolean named;
        private IOException failedForce;
        private boolean closed;

        RealFile(RandomAccessFile file, Path directory) {
            this.file = file;
            this.directory = directory;
        }

        /** Dirty only when it is written: else a force that began before would leave it clean. */
        @Override
        public void append(byte[] bytes) throws IOException {
            try {
                file.write(bytes);
            } finally {
                dirty = true;
            }
        }

        @Override
        public void cutTo(long offset) throws IOException {
            try {
                file.setLength(offset);
            } finally {
                dirty = true;
            }
        }

        @Override
        public synchronized void force() throws IOException {
            if (closed) {
                return;
            }
            if (failedForce != null) {
                throw new IOException("an earlier force failed: " + failedForce.getMessage(), failedForce);
            }
            if (dirty) {
                dirty = false;
                sync();
            }
            if (!named) {
                forceDirectory(directory);
                named = true;
            }
        }

        /** The system tells of a failure once: whoever forces after it must hear of it, too. */
        private void sync() throws IOException {
            try {
                file.getFD().sync();
            } catch (IOException e) {
                failedForce = e;
                throw e;
            }
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            file.close();
        }
    }
}
