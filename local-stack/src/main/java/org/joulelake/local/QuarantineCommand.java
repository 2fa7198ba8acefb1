package org.joulelake.local;

import picocli.CommandLine.Command;

/** {@code joulelake quarantine}: what was refused, why, and once more through the ingest after a fix. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the messages that the ingest refused, and replay them after a fix.",
        subcommands = {QuarantineList.class, QuarantineShow.class, QuarantineReplayCommand.class})
final class QuarantineCommand {}
