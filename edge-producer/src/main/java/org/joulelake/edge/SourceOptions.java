package org.joulelake.edge;

import picocli.CommandLine.Option;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The options of one source; the group is repeated for each. */
final class SourceOptions {

    @Option(
            names = "--source",
            required = true,
            paramLabel = "SPEC",
            description =
                    "joulescope:[DEVICE|all][,rate=HZ][,statistics-rate=HZ][,range=auto|keep][,settings=defaults|keep] for"
                            + " instruments; jls:FILE for a recording; sim:NAME[,algorithm=A][,rate=HZ][,seconds=N][,seed=N][,start=TIME] for a"
                            + " simulated device. The options below go after the --source that they belong to; repeat all"
                            + " for more sources.")
    private String spec;

    @Option(names = "--device", description = "Name of the device (default: the source's own).")
    private Optional<String> device = Optional.empty();

    @Option(names = "--algorithm", description = "Algorithm that the device ran (default: none, or the simulator's).")
    private Optional<String> algorithm = Optional.empty();

    @Option(names = "--signals", split = ",", description = "Signals wanted, separated by commas.")
    private Set<String> signals = new LinkedHashSet<>();

    SourceRequest request() {
        return new SourceRequest(spec, device, algorithm, signals);
    }
}
