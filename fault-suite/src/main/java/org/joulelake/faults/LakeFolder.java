package org.joulelake.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run keeps what.
 *
 * @param path the folder of the run
 */
record LakeFolder(Path path) {

    Path logs() {
        return path.resolve("logs");
    }

    Path brokers() {
        return path.resolve("brokers");
    }

    Path objects() {
        return path.resolve("objects");
    }

    Path catalogFile() {
        return path.resolve("catalog.db");
    }

    Path spool() {
        return path.resolve("spool");
    }

    /** Settings of the commands that a user would type. */
    Path settings() {
        return path.resolve("lake.properties");
    }

    /** What of the spool was forced to the disk. */
    Path forced() {
        return path.resolve("forced.log");
    }

    /** What the edge's clock is told. */
    Path clock() {
        return path.resolve("edge-clock");
    }

    /** The jar that makes JVMs load our agent. */
    Path agent() {
        return path.resolve("agent.jar");
    }

    /** Deletes what takes much space. */
    void deleteAllButLogs() throws IOException {
        for (Path folder : List.of(brokers(), objects(), spool())) {
            RunFolder.delete(folder);
        }
    }
}
