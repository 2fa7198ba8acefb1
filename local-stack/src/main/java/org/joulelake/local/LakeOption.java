package org.joulelake.local;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.Settings;
import org.joulelake.local.stack.LakeDirectory;
import org.joulelake.local.stack.LocalLake;
import org.joulelake.local.stack.Ports;

/** The option {@code --lake DIR} of commands that ask a lake. */
final class LakeOption {

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            description = "Folder of a stopped embedded lake; without it, the lake of the settings or of a running"
                    + " `joulelake up`.")
    private Optional<Path> lake = Optional.empty();

    /** Opens the lake that the option or the settings name. */
    OpenLake open(Settings settings) {
        return lake.map(LakeOption::openFolder)
                .orElseGet(() -> new OpenLake(CatalogSettings.from(settings), false, () -> {}));
    }

    private static OpenLake openFolder(Path path) {
        LakeDirectory directory = LakeDirectory.openExisting(path);
        try {
            LocalLake lake = LocalLake.start(directory, Ports.FREE);
            return new OpenLake(lake.catalogSettings(), true, () -> {
                try (LakeDirectory last = directory) {
                    lake.close();
                }
            });
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }
}
