package org.joulelake.edge;

import java.util.Arrays;

import org.joulelake.cli.Commands;

/** Entry of the edge as a process of its own: {@code edge run …} without Spark on the class path. */
public final class EdgeMain {

    private static final String NAME = "edge";

    private EdgeMain() {}

    /** Runs the command; a leading {@code edge} is the launcher's and is passed over. */
    public static void main(String... args) {
        String[] own = args.length > 0 && args[0].equals(NAME) ? Arrays.copyOfRange(args, 1, args.length) : args;
        System.exit(Commands.run(new EdgeCommand(), own));
    }
}
