package org.joulelake.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.nio.file.Path;
import java.util.Optional;

/** Options that every command has; a command takes them in with picocli's {@code @Mixin}. */
public final class GlobalOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings file (Java properties); else the one named by JOULELAKE_CONFIG.")
    private Path config;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where an error came from.")
    private boolean verbose;

    /** Whether stack traces are shown. */
    public boolean verbose() {
        return verbose;
    }

    /** The settings file that the command line names, if it does. */
    public Optional<Path> configFile() {
        return Optional.ofNullable(config);
    }

    /** The settings of this run. */
    public Settings settings() {
        return Settings.load(configFile(), System.getenv());
    }
}
