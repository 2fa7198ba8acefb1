package org.joulelake.faults.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM of this JVM's own version and class path. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * A command line.
     *
     * @param heapMegabytes most heap that it may use
     * @param main class to run
     * @param arguments what {@code main} is given
     */
    public static List<String> of(int heapMegabytes, Class<?> main, List<String> arguments) {
        return of(heapMegabytes, List.of(), main, arguments);
    }

    /**
     * A command line with options of the JVM beside ours.
     *
     * @param heapMegabytes most heap that it may use
     * @param options of the JVM
     * @param main class to run
     * @param arguments what {@code main} is given
     */
    public static List<String> of(int heapMegabytes, List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Djoulelake.faults.log-level=info",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(1, options);
        command.addAll(arguments);
        return command;
    }
}
