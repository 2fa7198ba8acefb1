package org.joulelake.local.picture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import org.joulelake.cli.CommandException;

/** A file that is there as a whole or, if anything goes wrong, as it was before. */
public final class PictureFile {

    private final Path path;

    private PictureFile(Path path) {
        this.path = path;
    }

    /**
     * A file that can be written: its folder is tried out, before any work is done for it.
     *
     * @throws CommandException if it cannot
     */
    public static PictureFile at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute.getParent())) {
            throw new CommandException("cannot write " + path + ": there is no folder " + absolute.getParent());
        }
        if (Files.isDirectory(absolute)) {
            throw new CommandException("cannot write " + path + ": it is a folder; name a file in it");
        }
        PictureFile file = new PictureFile(absolute);
        try {
            Files.delete(Files.createFile(file.temporary()));
            return file;
        } catch (IOException e) {
            throw file.cannotBeWritten(e);
        }
    }

    /** Its absolute path. */
    public Path path() {
        return path;
    }

    /**
     * Puts the content in place at once.
     *
     * @throws CommandException if it cannot be written; a file that was there before is as it was
     */
    public void write(byte[] content) {
        Path temporary = temporary();
        // Also where the process is asked to end while it writes.
        temporary.toFile().deleteOnExit();
        try {
            Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            temporary.toFile().delete();
            throw cannotBeWritten(e);
        }
    }

    private Path temporary() {
        return path.resolveSibling(".joulelake-" + UUID.randomUUID() + ".part");
    }

    private CommandException cannotBeWritten(IOException e) {
        boolean named = e instanceof FileSystemException system && system.getReason() != null;
        String reason = named ? ((FileSystemException) e).getReason() : e.getMessage();
        return new CommandException(
                "cannot write " + path + ": " + reason + " (" + e.getClass().getSimpleName() + ")", e);
    }
}
