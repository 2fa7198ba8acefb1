package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Python with the packages of a file of requirements, in a virtual environment that later runs find again. */
final class Python {

    private final Path executable;

    private Python(Path executable) {
        this.executable = executable;
    }

    /** Nothing if there is no {@code python3} that can make virtual environments. */
    static Optional<Python> in(Path environment, Path requirements) throws IOException, InterruptedException {
        Python python = new Python(environment.resolve("bin/python"));
        boolean isThere = Files.isExecutable(python.executable)
                || exitCode(new ProcessBuilder("python3", "-m", "venv", environment.toString())) == 0;
        if (!isThere) {
            return Optional.empty();
        }
        Path installed = environment.resolve("installed.txt");
        if (!Files.exists(installed) || Files.mismatch(installed, requirements) >= 0) {
            python.run("-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements.toString());
            Files.writeString(installed, Files.readString(requirements));
        }
        return Optional.of(python);
    }

    /** Runs Python until it ends well, and returns what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static int exitCode(ProcessBuilder command) throws InterruptedException {
        try {
            return command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
