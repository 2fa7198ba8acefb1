package org.joulelake.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.jls.JlsOptions;
import org.joulelake.edge.source.jls.JlsSource;
import org.joulelake.edge.source.sim.SimulatedSource;
import org.joulelake.edge.source.sim.SimulationSpec;

/** Opens sources by their scheme, but for instruments: these come and go, see {@link InstrumentFactory}. */
public final class SourceFactory {

    private static final Map<String, Opener> SCHEMES =
            new TreeMap<>(Map.of("jls", SourceFactory::openRecording, "sim", SourceFactory::openSimulation));

    private SourceFactory() {}

    /**
     * Opens a source.
     *
     * @throws CommandException if there is no such scheme, recording, model or signal
     */
    public static OpenSource open(SourceRequest request) {
        int colon = request.spec().indexOf(':');
        String scheme = request.spec().substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
        Opener opener = SCHEMES.get(scheme);
        if (opener == null) {
            throw new CommandException("source '" + request.spec() + "' does not begin with one of "
                    + String.join(":, ", SCHEMES.keySet()) + ":, " + InstrumentFactory.SCHEME
                    + ":, such as jls:bench.jls");
        }
        String rest = request.spec().substring(colon + 1);
        try {
            return opener.open(rest, request);
        } catch (IOException e) {
            throw new CommandException("cannot read " + rest + ": " + e.getMessage(), e);
        }
    }

    private static OpenSource openRecording(String file, SourceRequest request) throws IOException {
        JlsOptions options = new JlsOptions(request.device(), Optional.empty(), request.signals());
        return new OpenSource(
                JlsSource.open(Path.of(file), options), request.algorithm().orElse(""));
    }

    private static OpenSource openSimulation(String text, SourceRequest request) {
        SimulationSpec spec = SimulationSpec.parse(text);
        if (request.device().isPresent()) {
            throw new CommandException("a simulated device has its name in its spec: sim:"
                    + request.device().get());
        }
        String algorithm = request.algorithm().orElseGet(() -> spec.algorithm().name());
        return new OpenSource(new SimulatedSource(spec, request.signals()), algorithm);
    }

    @FunctionalInterface
    private interface Opener {
        OpenSource open(String rest, SourceRequest request) throws IOException;
    }
}
