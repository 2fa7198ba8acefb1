package org.joulelake.edge.spool;

import java.io.IOException;

/** Says why a file operation failed. */
final class Reason {

    private Reason() {}

    /** Messages of file system exceptions are often no more than the file's name. */
    static String of(IOException e) {
        return e.getClass() == IOException.class ? e.getMessage() : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
