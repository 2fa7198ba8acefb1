package org.joulelake.ingest;

import org.joulelake.cli.Commands;

/** The command as a process, for tests that end it. */
final class IngestMain {

    private IngestMain() {}

    public static void main(String... args) {
        System.exit(Commands.run(new IngestCommand(), args));
    }
}
