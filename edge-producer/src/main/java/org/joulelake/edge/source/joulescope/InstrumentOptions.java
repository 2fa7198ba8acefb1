package org.joulelake.edge.source.joulescope;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.joulelake.edge.source.joulescope.driver.OpenMode;

/**
 * Which instruments to read, and how.
 *
 * @param device serial number, name ({@code JS220-002557}) or prefix of the one; empty for all that are there
 * @param rateHz samples a second of current, voltage and power; the instrument's fastest if empty
 * @param statisticsRateHz how often statistics come; twice a second if empty
 * @param autoRange whether the current range is chosen by the instrument; otherwise it stays as it is
 * @param openMode what becomes of the instrument's settings
 * @param signals names of signals, or sets of them; current and voltage if empty
 * @param name another name for the device
 */
public record InstrumentOptions(
        Optional<String> device,
        OptionalInt rateHz,
        OptionalInt statisticsRateHz,
        boolean autoRange,
        OpenMode openMode,
        Set<String> signals,
        Optional<String> name) {

    /** Copies the signals. */
    public InstrumentOptions {
        signals = Set.copyOf(signals);
    }

    /** Whether this device is meant. */
    boolean wants(DeviceId id) {
        return device.isEmpty()
                || device.get().equalsIgnoreCase(id.serial())
                || device.get().equalsIgnoreCase(id.name())
                || device.get().equalsIgnoreCase(id.prefix());
    }

    /** The name that this device goes by. */
    String nameOf(DeviceId id) {
        return name.orElseGet(id::name);
    }
}
