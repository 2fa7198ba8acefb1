package org.joulelake.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.joulelake.cli.CommandException;

/**
 * A folder that holds an embedded lake: objects as plain files, the catalog's database, the broker's log, the spool. It
 * is locked while it is open, as two processes on one catalog database and one broker log would harm both.
 */
public final class LakeDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "lock";
    private static final String CATALOG_FILE = "catalog.db";

    private final Path path;
    private final FileChannel lockFile;

    private LakeDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Opens a lake that is there.
     *
     * @throws CommandException if there is none or another process has it open
     */
    public static LakeDirectory openExisting(Path path) {
        if (!Files.isRegularFile(path.resolve(CATALOG_FILE))) {
            throw new CommandException(
                    "there is no lake in " + path + "; make one with: joulelake demo --lake " + path);
        }
        return open(path);
    }

    /**
     * Opens a lake, making its folder if need be.
     *
     * @throws CommandException if that cannot be done or another process has it open
     */
    public static LakeDirectory openOrCreate(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new CommandException("cannot make the lake folder " + path + ": " + e.getMessage(), e);
        }
        return open(path);
    }

    private static LakeDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            FileChannel channel =
                    FileChannel.open(absolute.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new CommandException("another process has the lake in " + path
                        + " open; if it is `joulelake up`, leave --lake out to ask the running stack");
            }
            return new LakeDirectory(absolute, channel);
        } catch (IOException e) {
            throw new CommandException("cannot open the lake folder " + path + ": " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path objects() {
        return path.resolve("objects");
    }

    Path catalogFile() {
        return path.resolve(CATALOG_FILE);
    }

    Path broker() {
        return path.resolve("kafka");
    }

    Path spool() {
        return path.resolve("spool");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new CommandException("cannot release the lake folder " + path + ": " + e.getMessage(), e);
        }
    }
}
