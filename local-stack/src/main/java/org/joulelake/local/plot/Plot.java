package org.joulelake.local.plot;

import org.apache.spark.sql.SparkSession;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.cli.CommandException;
import org.joulelake.local.picture.Quantity;
import org.joulelake.local.plot.Figure.Curve;

/** Makes a picture of what the lake answers. */
public final class Plot {

    private static final String POWER = "power";
    private static final String CURRENT = "current";

    /** To compare power of so many samples takes some seconds where it was not published. */
    private static final long CHEAP_SAMPLES = 100_000_000;

    private final LakeWaveforms lake;
    private final PlotQuestion question;
    private final Consumer<String> progress;

    /** A picture of this lake; progress is told in lines. */
    public Plot(SparkSession spark, PlotQuestion question, Consumer<String> progress) {
        lake = new LakeWaveforms(spark, question);
        this.question = question;
        this.progress = progress;
    }

    /**
     * Asks for all that is to be shown.
     *
     * @param title its title; one that says what is shown if empty
     * @throws CommandException if there is nothing to show
     */
    public Figure figure(Optional<String> title) {
        List<Waveform> waveforms = new ArrayList<>();
        for (int i = 0; i < question.algorithms().size(); i++) {
            progress.accept("asking for %s of %s running %s"
                    .formatted(
                            question.signal(),
                            question.device(),
                            question.algorithms().get(i)));
            waveforms.add(lake.waveform(i));
        }
        Alignment alignment = question.alignment().orElseGet(() -> Alignment.of(waveforms));
        String unit = unit(waveforms);
        return new Figure(
                title.orElseGet(this::title),
                question.signal(),
                unit,
                TimeAxis.of(alignment, waveforms),
                waveforms.stream()
                        .map(waveform -> new Curve(waveform, legend(waveform, unit)))
                        .toList(),
                notes(waveforms));
    }

    private String title() {
        String signal = question.signal();
        int capital = signal.offsetByCodePoints(0, 1);
        return "%s of %s: %s"
                .formatted(
                        Names.brief(signal.substring(0, capital).toUpperCase(Locale.ROOT) + signal.substring(capital)),
                        Names.brief(question.device()),
                        question.algorithms().stream().map(Names::brief).collect(Collectors.joining(" and ")));
    }

    private String unit(List<Waveform> waveforms) {
        return onlyUnit(IntStream.range(0, waveforms.size())
                .mapToObj(i -> lake.units(i, waveforms.get(i)))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The one unit of all samples; that of power if there is none, as power that was not published has no blocks. */
    static String onlyUnit(SortedSet<String> units) {
        if (units.size() > 1) {
            throw new CommandException(
                    "there are samples in %s, which have no axis in common; ask for one session with --session"
                            .formatted(String.join(" and in ", units)));
        }
        return units.isEmpty() ? "W" : units.first();
    }

    static String legend(Waveform waveform, String unit) {
        StringBuilder legend = new StringBuilder("%s: mean %s, %s to %s, %s"
                .formatted(
                        Names.brief(waveform.algorithm()),
                        Quantity.brief(waveform.mean(), unit),
                        Quantity.brief(waveform.min(), unit),
                        Quantity.brief(waveform.max(), unit),
                        Durations.format(waveform.untilNanos() - waveform.fromNanos())));
        if (waveform.missing() > 0) {
            legend.append(String.format(Locale.ROOT, ", %,d samples missing", waveform.missing()));
        }
        List<Long> holes = waveform.holes();
        if (!holes.isEmpty()) {
            legend.append(", %d hole%s of %s"
                    .formatted(
                            holes.size(),
                            holes.size() == 1 ? "" : "s",
                            Durations.format(
                                    holes.stream().mapToLong(Long::longValue).sum())));
        }
        return legend.toString();
    }

    private List<String> notes(List<Waveform> waveforms) {
        List<String> notes = new ArrayList<>();
        long infinite = waveforms.stream()
                .flatMap(waveform -> waveform.windows().stream())
                .filter(Window::isInfinite)
                .count();
        if (infinite > 0) {
            notes.add("%d windows with infinite samples are not drawn".formatted(infinite));
        }
        if (isCompared(waveforms)) {
            progress.accept("comparing their energy");
            Difference.sentence(
                            lake.comparison(),
                            question.algorithms().get(0),
                            question.algorithms().get(1))
                    .ifPresent(notes::add);
        }
        return notes;
    }

    private boolean isCompared(List<Waveform> waveforms) {
        boolean power = question.signal().equals(POWER);
        if (waveforms.size() < 2 || !(power || question.signal().equals(CURRENT))) {
            return false;
        }
        long samples = waveforms.stream().mapToLong(Waveform::count).sum();
        boolean cheap = power || samples <= CHEAP_SAMPLES;
        if (!cheap && question.compared().isEmpty()) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "not comparing their energy, which may take as long as reading %,d samples; --compare does it",
                    samples));
        }
        return question.compared().orElse(cheap);
    }
}
