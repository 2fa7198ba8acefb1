package org.joulelake.local.plot;

import java.util.List;

import org.joulelake.local.picture.PrefixedUnit;

/**
 * All that a picture shows.
 *
 * @param signal what was measured
 * @param unit of the samples, without a prefix
 * @param notes what else there is to say, a line each
 */
public record Figure(String title, String signal, String unit, TimeAxis time, List<Curve> curves, List<String> notes) {

    /** What is drawn. */
    String howToRead() {
        return "line: mean, band: least to greatest sample of each window"
                + (isMissingSamples() ? ", marks below: windows with missing samples" : "");
    }

    boolean isMissingSamples() {
        return curves.stream().anyMatch(curve -> curve.waveform().missing() > 0);
    }

    /** Unit of the numbers on the axis of values. */
    PrefixedUnit axisUnit() {
        double magnitude = curves.stream()
                .map(Curve::waveform)
                .mapToDouble(waveform -> Math.max(Math.abs(waveform.min()), Math.abs(waveform.max())))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return PrefixedUnit.of(magnitude, unit);
    }

    /** What the values are. */
    String valueLabel() {
        String name = axisUnit().name();
        return name.isEmpty() ? Names.brief(signal) : Names.brief(signal) + " in " + name;
    }

    /**
     * A waveform with what is said of it.
     *
     * @param legend a line
     */
    record Curve(Waveform waveform, String legend) {}
}
