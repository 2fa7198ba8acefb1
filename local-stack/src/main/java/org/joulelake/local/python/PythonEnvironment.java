package org.joulelake.local.python;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.joulelake.cli.CommandException;

/**
 * A virtual environment with exactly the packages of a lock file. It is made when it is first asked for, and brought up to date
 * when the lock file has changed since.
 *
 * @param folder of the environment
 */
public record PythonEnvironment(Path folder) {

    private static final int OLDEST_MINOR = 11;
    private static final Pattern VERSION = Pattern.compile("Python 3\\.(\\d+)\\..*", Pattern.DOTALL);
    private static final String INSTALLED = "joulelake-requirements.txt";

    /**
     * Makes sure that the environment is there and complete.
     *
     * @param python command that makes it
     * @param requirements lock file with hashes
     * @param out for progress
     * @throws CommandException if there is no fitting Python, or a package cannot be had
     */
    public static PythonEnvironment prepare(Path folder, String python, Path requirements, PrintWriter out)
            throws InterruptedException {
        PythonEnvironment environment =
                new PythonEnvironment(folder.toAbsolutePath().normalize());
        try {
            if (!environment.hasInstalled(requirements)) {
                environment.make(python, out);
                environment.install(requirements, out);
            }
        } catch (IOException e) {
            throw new CommandException("cannot make the Python environment " + folder + ": " + e.getMessage(), e);
        }
        return environment;
    }

    /** Its interpreter. */
    public Path python() {
        return folder.resolve("bin/python");
    }

    private boolean hasInstalled(Path requirements) throws IOException {
        Path installed = folder.resolve(INSTALLED);
        return Files.isExecutable(python()) && Files.exists(installed) && Files.mismatch(installed, requirements) < 0;
    }

    private void make(String python, PrintWriter out) throws IOException, InterruptedException {
        if (Files.isExecutable(python())) {
            return;
        }
        requireVersion(python);
        say(out, "making a Python environment in " + folder);
        Output made = Output.of(python, "-m", "venv", folder.toString());
        if (made.exitCode() != 0) {
            throw new CommandException(
                    made.text().contains("ensurepip") || made.text().contains("No module named venv")
                            ? python + " has no module venv; on Debian and Ubuntu: apt install python3-venv"
                            : python + " -m venv " + folder + " failed: " + made.lastLine());
        }
    }

    private static void requireVersion(String python) throws InterruptedException {
        String found;
        try {
            found = Output.of(python, "--version").text();
        } catch (IOException e) {
            throw new CommandException(
                    "there is no " + python + "; install Python 3." + OLDEST_MINOR
                            + " or newer, or name one with --python",
                    e);
        }
        Matcher version = VERSION.matcher(found);
        if (!version.matches() || Integer.parseInt(version.group(1)) < OLDEST_MINOR) {
            throw new CommandException(python + " is " + found.strip() + ", the notebooks need 3." + OLDEST_MINOR
                    + " or newer; name one with --python");
        }
    }

    private void install(Path requirements, PrintWriter out) throws IOException, InterruptedException {
        say(out, "installing Python packages, Spark among them: 1.5 GB, some minutes, once");
        Path log = folder.resolve("install.log");
        Process pip = new ProcessBuilder(List.of(
                        python().toString(),
                        "-m",
                        "pip",
                        "install",
                        "--disable-pip-version-check",
                        "--no-input",
                        "--require-hashes",
                        "--requirement",
                        requirements.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (pip.waitFor() != 0) {
            String why = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith("ERROR: "))
                    .reduce((first, second) -> second)
                    .orElse("");
            throw new CommandException("the Python packages cannot be installed; " + log + " says why: " + why);
        }
        Files.copy(requirements, folder.resolve(INSTALLED), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void say(PrintWriter out, String what) {
        out.println(what);
        out.flush();
    }

    /** What a short command said. */
    private record Output(int exitCode, String text) {

        static Output of(String... command) throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Output(process.waitFor(), text);
        }

        String lastLine() {
            return text.lines().reduce((first, second) -> second).orElse("no word why");
        }
    }
}
