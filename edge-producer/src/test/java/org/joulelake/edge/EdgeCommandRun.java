package org.joulelake.edge;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.joulelake.cli.Commands;

/**
 * The edge command run in this process, with what it printed.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
record EdgeCommandRun(int exitCode, String out, String err) {

    /** Runs {@code edge} with these arguments. */
    static EdgeCommandRun of(String... args) {
        PrintStream systemOut = System.out;
        PrintStream systemErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Commands.run(new EdgeCommand(), args);
            return new EdgeCommandRun(
                    exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
    }

    /** The lines of the standard error. */
    List<String> errorLines() {
        return err.lines().toList();
    }
}
