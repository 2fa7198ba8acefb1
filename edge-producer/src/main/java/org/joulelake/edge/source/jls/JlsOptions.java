package org.joulelake.edge.source.jls;

import java.util.Optional;
import java.util.Set;

/**
 * What to read of a recording.
 *
 * @param device name for the device; the source's name in the file if empty
 * @param source name or number of the source to read; needed where a file has several
 * @param signals names of the signals to read; all that can be read if empty
 */
public record JlsOptions(Optional<String> device, Optional<String> source, Set<String> signals) {

    /** All signals of the only source under its own name. */
    public static final JlsOptions DEFAULTS = new JlsOptions(Optional.empty(), Optional.empty(), Set.of());

    /** Copies the signals. */
    public JlsOptions {
        signals = Set.copyOf(signals);
    }

    /** These options with another name for the device. */
    public JlsOptions withDevice(String name) {
        return new JlsOptions(Optional.of(name), source, signals);
    }

    /** These options with the source to read, by name or number. */
    public JlsOptions withSource(String nameOrNumber) {
        return new JlsOptions(device, Optional.of(nameOrNumber), signals);
    }

    /** These options with the signals to read. */
    public JlsOptions withSignals(Set<String> names) {
        return new JlsOptions(device, source, names);
    }
}
