package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;

/** A real disk that takes nothing new, or forces nothing, while it is told so. Deleting and renaming work. */
final class RefusingDisk extends HookedDisk {

    private static final String FAILURE = "Input/output error";

    private volatile boolean refusing;
    private volatile boolean refusingForces;
    private volatile String reason = "No space left on device";

    void refuse(boolean refuses) {
        refusing = refuses;
    }

    /** Takes nothing for another reason than lack of space. */
    void refuseThoughThereIsSpace() {
        reason = FAILURE;
        refusing = true;
    }

    /** Takes all, and does not force what it has taken. */
    void refuseForces(boolean refuses) {
        refusingForces = refuses;
    }

    @Override
    void before(Kind kind) throws IOException {
        if (kind == Kind.APPEND && refusing) {
            throw new IOException(reason);
        }
        if (kind == Kind.FORCE && refusingForces) {
            throw new IOException(FAILURE);
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return refusing && !reason.equals(FAILURE) ? 0 : super.usableBytes(directory);
    }
}
