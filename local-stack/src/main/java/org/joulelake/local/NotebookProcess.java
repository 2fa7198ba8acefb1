package org.joulelake.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;
import org.joulelake.local.python.PyIcebergVariables;
import org.joulelake.local.python.PythonEnvironment;

/**
 * Python with the lake's settings in its environment. A folder's lake has ports of its own; they are told by a settings file that
 * only this user can read, and that is deleted at the end.
 */
final class NotebookProcess implements AutoCloseable {

    private static final String JARS = "JOULELAKE_JARS";

    private final ProcessBuilder builder;
    private final Path python;
    private final Optional<Path> ownSettings;

    private NotebookProcess(ProcessBuilder builder, Path python, Optional<Path> ownSettings) {
        this.builder = builder;
        this.python = python;
        this.ownSettings = ownSettings;
    }

    /**
     * Not started yet.
     *
     * @param notebooks folder that it works in
     * @param config settings file of the command, if it was given one
     */
    static NotebookProcess of(PythonEnvironment python, Path notebooks, OpenLake lake, Optional<Path> config)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder().directory(notebooks.toFile());
        Map<String, String> variables = builder.environment();
        Optional<Path> own = lake.isFolder() ? Optional.of(settingsFile(lake.catalogSettings())) : Optional.empty();
        if (own.isPresent()) {
            variables.keySet().removeIf(name -> name.startsWith("JOULELAKE_") && !name.equals(JARS));
        }
        own.or(() -> config)
                .ifPresent(file -> variables.put(
                        Settings.FILE_VARIABLE, file.toAbsolutePath().toString()));
        variables.putAll(PyIcebergVariables.of(lake.catalogSettings()));
        variables.put(JARS, SparkJars.list());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return new NotebookProcess(builder, python.python(), own);
    }

    private static Path settingsFile(CatalogSettings settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings.settings());
        Path file = Files.createTempFile("joulelake-", ".properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    /** Runs a script to its end and hands on what it prints. */
    int run(List<String> arguments, PrintWriter out) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("joulelake-", ".log");
        try {
            Process process = start(arguments, builder.redirectError(errors.toFile()));
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.println(line);
                    out.flush();
                }
            }
            if (process.waitFor() != 0) {
                throw new CommandException(lastLine(errors));
            }
            return 0;
        } finally {
            Files.delete(errors);
        }
    }

    /** Opens JupyterLab and returns when it is ended. */
    int open() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-m", "jupyterlab"));
        if (System.getProperty("user.name").equals("root")) {
            // Who runs us as root, such as in a container, has decided that already.
            arguments.add("--allow-root");
        }
        return start(arguments, builder.inheritIO()).waitFor();
    }

    private Process start(List<String> arguments, ProcessBuilder ready) throws IOException {
        List<String> command = new ArrayList<>(Arrays.asList(python.toString()));
        command.addAll(arguments);
        Process process = ready.command(command).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("the notebooks ended without a word why");
    }

    @Override
    public void close() throws IOException {
        if (ownSettings.isPresent()) {
            Files.deleteIfExists(ownSettings.get());
        }
    }
}
