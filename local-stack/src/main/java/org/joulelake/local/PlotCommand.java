package org.joulelake.local;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.cli.Settings;
import org.joulelake.local.picture.PictureFile;
import org.joulelake.local.plot.Alignment;
import org.joulelake.local.plot.Figure;
import org.joulelake.local.plot.PictureFormat;
import org.joulelake.local.plot.Plot;
import org.joulelake.local.plot.PlotQuestion;
import org.joulelake.spark.LakeSession;

/** {@code joulelake plot}: waveforms of one or two algorithms as a picture in a file. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        description =
                "Draw the waveform of a signal while a device ran an algorithm, or of two algorithms over each other:"
                        + " the mean of each window as a line, its least to its greatest sample as a band, all exact.")
final class PlotCommand implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Spec
    private CommandSpec spec;

    @Option(names = "--device", required = true, description = "Name of the device.")
    private String device;

    @Option(
            names = "--algorithm",
            required = true,
            split = ",",
            paramLabel = "A[,B]",
            description = "Name of the algorithm, or of two to lay over each other.")
    private List<String> algorithms;

    @Option(names = "--signal", required = true, description = "Name of the signal, such as current or power.")
    private String signal;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First instant, ISO 8601, UTC if it has no zone; without it, the first sample there is.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "First instant after the last; without it, the last sample.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The picture: .png, .svg, or .html for a page to zoom in. A file that is there is replaced.")
    private Path out;

    @Option(
            names = "--points",
            defaultValue = "2000",
            description = "Most windows of a waveform, to 1000000 (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--session",
            split = ",",
            paramLabel = "UUID[,UUID]",
            description = "Only this session, or one for each algorithm.")
    private List<String> sessions = new ArrayList<>();

    @Option(
            names = "--align",
            paramLabel = "clock|start",
            description =
                    "What stands above each other of two algorithms: the same instant, or the same time since the first"
                            + " sample of each. Without it: the instant if they ran at the same time, else the start.")
    private Optional<Alignment> align = Optional.empty();

    @Option(
            names = "--compare",
            negatable = true,
            description = "Say how far the energy of two algorithms is apart; without it, where that costs little.")
    private Optional<Boolean> compare = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Periods of so many seconds are compared (default: ${DEFAULT-VALUE}).")
    private double periodSeconds;

    @Option(names = "--width", defaultValue = "1200", description = "In pixels (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--height", defaultValue = "650", description = "In pixels (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(names = "--title", description = "Title; without it, one that names what is shown.")
    private Optional<String> title = Optional.empty();

    private final long startNanos = System.nanoTime();

    @Override
    public Integer call() throws IOException {
        // There is no screen, and none is needed.
        System.setProperty("java.awt.headless", "true");
        requireSize("--width", width, 400);
        requireSize("--height", height, 300);
        PictureFormat format = PictureFormat.of(out);
        format.requireMachine();
        PictureFile file = PictureFile.at(out);
        PlotQuestion question =
                new PlotQuestion(device, algorithms, signal, from, to, points, sessions, align, periodSeconds, compare);
        Settings settings = global.settings();
        say("opening the lake");
        try (OpenLake open = lake.open(settings);
                SparkSession spark =
                        LakeSession.open("joulelake-plot", open.catalogSettings(), sparkSettings(settings))) {
            Figure figure = new Plot(spark, question, this::say).figure(title);
            say("drawing");
            file.write(format.draw(figure, width, height));
        }
        PrintWriter console = spec.commandLine().getOut();
        console.printf("picture: %s%n", file.path());
        console.flush();
        return 0;
    }

    private static void requireSize(String option, int pixels, int least) {
        int most = 10_000;
        if (pixels < least || pixels > most) {
            throw new CommandException("%s is %d; it must be from %d to %d".formatted(option, pixels, least, most));
        }
    }

    /** On a terminal, Spark tells how far it is in what takes long. */
    private static Map<String, String> sparkSettings(Settings settings) {
        Map<String, String> spark = new TreeMap<>();
        if (System.console() != null) {
            spark.put("spark.ui.showConsoleProgress", "true");
        }
        spark.putAll(settings.withoutPrefix("spark-conf."));
        return spark;
    }

    private void say(String step) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - startNanos) / NANOS_PER_SECOND, step);
        err.flush();
    }
}
