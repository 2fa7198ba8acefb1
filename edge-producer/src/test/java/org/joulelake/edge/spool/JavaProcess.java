package org.joulelake.edge.spool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a program of these tests, for a process of its own. */
final class JavaProcess {

    private JavaProcess() {}

    static List<String> command(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
