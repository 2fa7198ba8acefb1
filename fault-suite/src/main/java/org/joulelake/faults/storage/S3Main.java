package org.joulelake.faults.storage;

import java.nio.file.Path;

import org.joulelake.embedded.EmbeddedS3;
import org.joulelake.faults.process.ParentWatch;

/** An S3 endpoint as a process: it runs until it is killed. */
public final class S3Main {

    private S3Main() {}

    /** Serves the folder that the first argument names on the port that the second one names. */
    @SuppressWarnings("resource") // ends with the process
    public static void main(String[] args) {
        ParentWatch.start();
        EmbeddedS3.start(Path.of(args[0]), Integer.parseInt(args[1]));
    }
}
