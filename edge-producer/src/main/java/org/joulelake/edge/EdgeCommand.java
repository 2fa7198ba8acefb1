package org.joulelake.edge;

import picocli.CommandLine.Command;

/** {@code joulelake edge}: what runs beside the instrument. */
@Command(
        name = "edge",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What runs beside the instrument.",
        subcommands = {EdgeRunCommand.class, EdgeLabelCommand.class, EdgeDoctorCommand.class})
public final class EdgeCommand {}
