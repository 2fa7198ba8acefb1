package org.joulelake.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a picocli command with the habits of all Joulelake commands: an option that is not given takes the setting that
 * its {@code descriptionKey} names, an error is one line unless {@code --verbose} is given, and the exit code is 0 for
 * done, 1 for failed, 2 for a command line that makes no sense.
 */
public final class Commands {

    private Commands() {}

    /** Runs the command and returns its exit code. */
    public static int run(Object command, String... args) {
        CommandLine commandLine = new CommandLine(command);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((error, line, parsed) -> report(error, line, args));
        try {
            commandLine.setDefaultValueProvider(new SettingsProvider(Settings.load(configFile(args), System.getenv())));
        } catch (CommandException e) {
            return report(e, commandLine, args);
        }
        return commandLine.execute(args);
    }

    private static int report(Exception error, CommandLine line, String... args) {
        if (Arrays.asList(args).contains("--verbose")) {
            error.printStackTrace(line.getErr());
        } else {
            line.getErr().println("error: " + oneLine(error));
        }
        line.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    private static String oneLine(Exception error) {
        String message = error.getMessage() == null ? "no further word" : error.getMessage();
        String text = error instanceof CommandException
                ? message
                : error.getClass().getSimpleName() + ": " + message + " (--verbose shows where)";
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private static Optional<Path> configFile(String... args) {
        List<String> all = Arrays.asList(args);
        int at = all.indexOf("--config");
        if (at >= 0 && at + 1 < all.size()) {
            return Optional.of(Path.of(all.get(at + 1)));
        }
        return all.stream()
                .filter(arg -> arg.startsWith("--config="))
                .map(arg -> Path.of(arg.substring("--config=".length())))
                .findFirst();
    }

    private record SettingsProvider(Settings settings) implements IDefaultValueProvider {

        @Override
        public String defaultValue(ArgSpec option) {
            String setting = option.descriptionKey();
            return setting == null || setting.isEmpty()
                    ? null
                    : settings.get(setting).orElse(null);
        }
    }
}
