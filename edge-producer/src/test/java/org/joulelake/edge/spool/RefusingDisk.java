package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;

/** A real disk that takes nothing new, or forces nothing, while it is told so. Deleting and renaming work. */
final class RefusingDisk implements Disk {

    private final Disk real = new RealDisk();
    private volatile boolean refusing;
    private volatile boolean refusingForces;
    private volatile String reason = "No space left on device";

    void refuse(boolean refuses) {
        refusing = refuses;
    }

    /** Takes nothing for another reason than lack of space. */
    void refuseThoughThereIsSpace() {
        reason = "Input/output error";
        refusing = true;
    }

    /** Takes all, and does not force what it has taken. */
    void refuseForces(boolean refuses) {
        refusingForces = refuses;
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        OpenFile open = real.create(file);
        return new OpenFile() {
            @Override
            public void append(byte[] bytes) throws IOException {
                if (refusing) {
                    throw new IOException(reason);
                }
                open.append(bytes);
            }

            @Override
            public void cutTo(long offset) throws IOException {
                open.cutTo(offset);
            }

            @Override
            public void force() throws IOException {
                if (refusingForces) {
                    throw new IOException("Input/output error");
                }
                open.force();
            }

            @Override
            public void close() throws IOException {
                open.close();
            }
        };
    }

    @Override
    public void cut(Path file, long length) throws IOException {
        real.cut(file, length);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return refusing && reason.startsWith("No space") ? 0 : real.usableBytes(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        real.forceDirectory(directory);
    }
}
