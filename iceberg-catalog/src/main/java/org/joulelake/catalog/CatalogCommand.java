package org.joulelake.catalog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

import org.joulelake.cli.GlobalOptions;

/** {@code joulelake catalog}: makes, upgrades and describes the tables of a lake. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make, upgrade and describe the tables of the lake that the settings name.",
        subcommands = {CatalogCommand.Init.class, CatalogCommand.Describe.class})
public final class CatalogCommand {

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = "Make bucket, tables and view where they are missing, and upgrade older ones in place.")
    static final class Init implements Callable<Integer> {

        @Mixin
        private GlobalOptions global;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            List<String> changes = LakeTables.init(CatalogSettings.from(global.settings()));
            changes.forEach(spec.commandLine().getOut()::println);
            if (changes.isEmpty()) {
                spec.commandLine().getOut().println("nothing to do: all is there");
            }
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    @Command(
            name = "describe",
            mixinStandardHelpOptions = true,
            description = "Print tables, columns, partitions, snapshots, rows and sizes.")
    static final class Describe implements Callable<Integer> {

        @Mixin
        private GlobalOptions global;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            LakeDescription.print(
                    CatalogSettings.from(global.settings()), spec.commandLine().getOut());
            return 0;
        }
    }
}
