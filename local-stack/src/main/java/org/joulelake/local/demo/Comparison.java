package org.joulelake.local.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.joulelake.local.picture.Quantity;

/**
 * Two algorithms on one device.
 *
 * @param reference the one that came first
 * @param other the one that is held against it
 */
record Comparison(EnergyRow reference, EnergyRow other) {

    /** The picture shows no more than this of a capture; its bars would be thinner than a pixel. */
    private static final double MAX_SECONDS = 3;

    /** The first two algorithms of the first device that has two and whose energy is known. */
    static Optional<Comparison> ofFirstPair(List<EnergyRow> rows) {
        for (EnergyRow reference : rows) {
            for (EnergyRow other : rows) {
                boolean pair = reference.device().equals(other.device())
                        && !reference.algorithm().equals(other.algorithm())
                        && !Double.isNaN(reference.joules() + other.joules());
                if (pair) {
                    return Optional.of(new Comparison(reference, other));
                }
            }
        }
        return Optional.empty();
    }

    void draw(Path file, LakeAnswers answers) {
        double seconds = Math.min(MAX_SECONDS, Math.min(reference.seconds(), other.seconds()));
        ComparisonPage.write(
                file,
                "Power of " + reference.device() + " running " + reference.algorithm() + " and " + other.algorithm(),
                verdict(),
                answers.powerTrace(reference.algorithm(), reference.session(), seconds),
                answers.powerTrace(other.algorithm(), other.session(), seconds));
    }

    private String verdict() {
        double saving = other.savingPercent(reference);
        return String.format(
                Locale.ROOT,
                "%s used %.1f %% %s power than %s: %s against %s on average.",
                other.algorithm(),
                Math.abs(saving),
                saving >= 0 ? "less" : "more",
                reference.algorithm(),
                Quantity.format(other.meanWatts(), "W"),
                Quantity.format(reference.meanWatts(), "W"));
    }
}
