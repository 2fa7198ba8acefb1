package org.joulelake.edge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.InstrumentOptions;
import org.joulelake.edge.source.joulescope.InstrumentSpec;
import org.joulelake.edge.source.joulescope.Instruments;
import org.joulelake.edge.source.joulescope.QueueBudget;
import org.joulelake.edge.source.joulescope.driver.Driver;

/** Opens the sources of the scheme {@code joulescope:}. */
final class InstrumentFactory {

    static final String SCHEME = "joulescope";

    private static final String PREFIX = SCHEME + ":";

    private InstrumentFactory() {}

    /** Whether a source is instruments. */
    static boolean isFor(SourceRequest request) {
        return request.spec().toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /**
     * Looks for the instruments of all requests that are for some.
     *
     * @throws CommandException if a request makes no sense, or the driver cannot be had
     */
    static List<OpenSupply> open(List<SourceRequest> requests, InstrumentSettings settings, DriverOpener opener) {
        List<SourceRequest> wanted =
                requests.stream().filter(InstrumentFactory::isFor).toList();
        List<InstrumentOptions> options =
                wanted.stream().map(InstrumentFactory::options).toList();
        refuseOverlap(options);
        QueueBudget budget = new QueueBudget(settings.queueMaxBytes());
        List<OpenSupply> opened = new ArrayList<>();
        try {
            for (int i = 0; i < wanted.size(); i++) {
                Driver driver = opener.open(settings.driver());
                opened.add(new OpenSupply(
                        Instruments.open(driver, options.get(i), budget),
                        wanted.get(i).algorithm().orElse("")));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.forEach(OpenSupply::close);
            throw e;
        }
    }

    private static InstrumentOptions options(SourceRequest request) {
        return InstrumentSpec.parse(request.spec().substring(PREFIX.length()), request.signals(), request.device());
    }

    private static void refuseOverlap(List<InstrumentOptions> options) {
        Set<Optional<String>> devices = new HashSet<>();
        options.forEach(option -> devices.add(option.device().map(name -> name.toLowerCase(Locale.ROOT))));
        if (devices.size() < options.size() || devices.size() > 1 && devices.contains(Optional.<String>empty())) {
            throw new CommandException(
                    "the same instrument is asked for twice; name each once, or all of them with joulescope:all");
        }
    }
}
