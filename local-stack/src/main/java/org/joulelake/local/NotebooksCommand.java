package org.joulelake.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.ingest.IngestTables;
import org.joulelake.local.python.PythonEnvironment;

/** {@code joulelake notebooks}: runs the notebooks on a lake, or opens them. */
@Command(
        name = "notebooks",
        mixinStandardHelpOptions = true,
        description = "Run the notebooks on the lake and write them as HTML pages with their figures, or open them in"
                + " JupyterLab. The first use makes a Python environment with all that they need.")
final class NotebooksCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".joulelake/notebooks",
            description = "Folder of the pages and figures (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--lab", description = "Open them in JupyterLab instead, until Ctrl-C.")
    private boolean lab;

    @Option(
            names = "--python",
            paramLabel = "COMMAND",
            descriptionKey = "notebooks.python",
            defaultValue = "python3",
            description = "Python 3.11 or newer that the environment is made with (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(
            names = "--environment",
            paramLabel = "DIR",
            descriptionKey = "notebooks.environment",
            defaultValue = ".joulelake/python",
            description = "Folder of the Python environment (default: ${DEFAULT-VALUE}).")
    private Path environment;

    @Parameters(
            paramLabel = "NOTEBOOK",
            arity = "0..*",
            description = "Which: first-look, comparison, quality or without-spark; all if none is named.")
    private List<String> notebooks = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter progress = spec.commandLine().getOut();
        Path folder = Path.of(System.getProperty("joulelake.root", "."), "notebooks")
                .toAbsolutePath()
                .normalize();
        notebooks.forEach(notebook -> requireNotebook(folder, notebook));
        try (OpenLake open = lake.open(global.settings())) {
            requireBlocks(open.catalogSettings());
            PythonEnvironment made =
                    PythonEnvironment.prepare(environment, python, folder.resolve("requirements.txt"), progress);
            try (NotebookProcess process = NotebookProcess.of(made, folder, open, global.configFile())) {
                return lab ? process.open() : process.run(arguments(folder), progress);
            }
        }
    }

    private List<String> arguments(Path folder) {
        List<String> arguments = new ArrayList<>(List.of(
                folder.resolve("render.py").toString(),
                "--out",
                out.toAbsolutePath().toString()));
        arguments.addAll(notebooks);
        return arguments;
    }

    private static void requireNotebook(Path folder, String name) {
        if (!Files.exists(folder.resolve(name + ".ipynb"))) {
            throw new CommandException("there is no notebook " + name + " in " + folder);
        }
    }

    private static void requireBlocks(CatalogSettings settings) {
        try (OpenCatalog catalog = OpenCatalog.open(settings)) {
            if (IngestTables.load(catalog, settings).blocks().currentSnapshot() == null) {
                throw new CommandException("the lake has no blocks yet; publish some with joulelake edge run, or make a"
                        + " lake with joulelake demo and name it with --lake");
            }
        } catch (CommandException e) {
            throw new CommandException(
                    e.getMessage()
                            + (e.getMessage().startsWith("cannot reach")
                                    ? " A lake of this machine is started by joulelake up, or named by --lake DIR."
                                    : ""),
                    e);
        }
    }
}
