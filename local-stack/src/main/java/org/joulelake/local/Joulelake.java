package org.joulelake.local;

import picocli.CommandLine.Command;

import org.joulelake.catalog.CatalogCommand;
import org.joulelake.cli.Commands;
import org.joulelake.edge.EdgeCommand;
import org.joulelake.ingest.IngestCommand;
import org.joulelake.local.demo.DemoCommand;

/** The {@code joulelake} command: the one front door to all others. */
@Command(
        name = "joulelake",
        mixinStandardHelpOptions = true,
        version = "joulelake 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Waveforms of Joulescope instruments, from the bench into an Apache Iceberg lake.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            EdgeCommand.class,
            SqlCommand.class,
            PlotCommand.class,
            NotebooksCommand.class,
            JarsCommand.class,
            IngestCommand.class,
            QuarantineCommand.class,
            VerifyCommand.class,
            CatalogCommand.class
        })
public final class Joulelake {

    Joulelake() {}

    /** Runs the command and ends the process, even if a service has left threads behind. */
    public static void main(String... args) {
        System.exit(Commands.run(new Joulelake(), args));
    }
}
