package org.joulelake.query;

/**
 * When something goes on by a signal: from its first sample at or above the threshold until its first one below the release.
 * A sample between the two, or one that is missing, changes nothing.
 *
 * @param threshold in the unit of the signal; float32, as samples are
 * @param release not above the threshold
 * @param minSeconds what goes on for a shorter time is passed over
 */
record Hysteresis(String signal, float threshold, float release, double minSeconds) {

    Hysteresis {
        if (release > threshold) {
            throw new QueryException(
                    "release must not be above threshold: %s is above %s".formatted(release, threshold));
        }
    }

    /** As a call says, by the name that it has for the signal. */
    static Hysteresis of(Arguments arguments, String signal) {
        float threshold = finite("threshold", arguments.number("threshold"));
        return new Hysteresis(
                arguments.text(signal),
                threshold,
                arguments
                        .optionalNumber("release")
                        .map(release -> finite("release", release))
                        .orElse(threshold),
                arguments.positive("min_s", 0));
    }

    private static float finite(String name, double number) {
        if (!Float.isFinite((float) number)) {
            throw new QueryException("%s must be a number that a float32 holds, not %s".formatted(name, number));
        }
        return (float) number;
    }

    /** The threshold in SQL. */
    String on() {
        return literal(threshold);
    }

    /** The release in SQL. */
    String off() {
        return literal(release);
    }

    /** Iceberg takes -0 for less than 0 where it compares bounds, Spark does not: -0 suits both. */
    private static String literal(float number) {
        return "CAST('" + (number == 0 ? -0.0f : number) + "' AS FLOAT)";
    }
}
