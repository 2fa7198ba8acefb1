package org.joulelake.local.demo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.edge.SourceRequest;

/** {@code joulelake demo}: the whole way once. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run the whole pipeline once on this machine and compare the energy of two algorithms. Exits with"
                + " 0 only if everything that was published was read back and agrees.")
public final class DemoCommand implements Callable<Integer> {

    private static final List<String> DEVICES = List.of("SIM-0001", "SIM-0002");
    private static final List<String> ALGORITHMS = List.of("baseline", "dvfs-sleep");

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            defaultValue = ".joulelake/demo",
            description = "Folder of the lake; made if it is missing, added to if not (default: ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long each simulated device runs each algorithm (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--recording",
            paramLabel = "ALGORITHM=FILE",
            description = "A JLS recording instead of the simulated devices; repeat it for each algorithm.")
    private Map<String, Path> recordings = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        if (!(seconds > 0)) {
            throw new CommandException("--seconds is " + seconds + "; it must be above 0");
        }
        new Demo(lake, sources(), spec.commandLine().getOut()).run();
        return 0;
    }

    private List<SourceRequest> sources() {
        List<SourceRequest> sources = new ArrayList<>();
        recordings.forEach((algorithm, file) ->
                sources.add(new SourceRequest("jls:" + file, Optional.empty(), Optional.of(algorithm), Set.of())));
        if (sources.isEmpty()) {
            for (String device : DEVICES) {
                for (String algorithm : ALGORITHMS) {
                    String text = "sim:" + device + ",algorithm=" + algorithm + ",seconds=" + seconds;
                    sources.add(new SourceRequest(text, Optional.empty(), Optional.empty(), Set.of()));
                }
            }
        }
        return sources;
    }
}
