package org.joulelake.block;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A checked-in message and what a reader must find in it.
 *
 * @param file the message, made by {@code src/test/golden/make_golden.py}
 * @param codec codec of the message
 * @param deltas whether a lattice has its ranks as differences
 * @param samples the samples, also where the message does not have them
 * @param block content of the message
 */
record GoldenMessage(Path file, Codec codec, boolean deltas, SampleBlock samples, Block block) {

    /** In the sources, not on the class path: tests list the folder and may write to it. */
    static final Path FOLDER = Path.of("src/test/resources/org/joulelake/block/v1");

    static List<GoldenMessage> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .map(GoldenMessage::load)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
    }

    /** The same content as our writer writes it. */
    Path written() {
        return FOLDER.resolve("written").resolve(file.getFileName());
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    private static Properties properties(Path file) {
        Properties expected = new Properties();
        try (Reader reader = Files.newBufferedReader(
                file.resolveSibling(file.getFileName().toString().replace(".bin", ".properties")))) {
            expected.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return expected;
    }

    private static GoldenMessage load(Path file) {
        Properties expected = properties(file);
        Codec codec = Codec.valueOf(expected.getProperty("codec"));
        SampleBlock samples = samples(expected);
        return new GoldenMessage(
                file,
                codec,
                Boolean.parseBoolean(expected.getProperty("deltas")),
                samples,
                codec == Codec.DERIVED ? new DerivedBlock(samples.header(), statistics(expected)) : samples);
    }

    /** The figures as they stand there, not as our own code would compute them. */
    private static BlockStatistics statistics(Properties expected) {
        String[] buckets = expected.getProperty("buckets").split(" ");
        float[] min = new float[buckets.length];
        float[] max = new float[buckets.length];
        double[] sum = new double[buckets.length];
        int[] count = new int[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            String[] figures = buckets[i].split("/");
            min[i] = (float) number(figures[0]);
            max[i] = (float) number(figures[1]);
            sum[i] = number(figures[2]);
            count[i] = Integer.parseInt(figures[3]);
        }
        return new BlockStatistics(
                samples(expected.getProperty("samples")).length
                        - Arrays.stream(count).sum(),
                (float) number(expected.getProperty("min")),
                (float) number(expected.getProperty("max")),
                number(expected.getProperty("mean")),
                number(expected.getProperty("std")),
                min,
                max,
                sum,
                count);
    }

    /** As Python writes it. */
    private static double number(String text) {
        return Double.parseDouble(text.replace("nan", "NaN").replace("inf", "Infinity"));
    }

    /** Other samples that stand in the properties. */
    float[] samplesOf(String name) {
        return samples(properties(file).getProperty(name));
    }

    private static SampleBlock samples(Properties expected) {
        SampleStream stream = new SampleStream(
                expected.getProperty("device"),
                expected.getProperty("algorithm"),
                expected.getProperty("signal"),
                expected.getProperty("unit"),
                UUID.fromString(expected.getProperty("session")),
                Double.parseDouble(expected.getProperty("sampleRateHz")));
        return SampleBlock.of(
                stream,
                Long.parseLong(expected.getProperty("sequence")),
                Long.parseLong(expected.getProperty("firstSample")),
                Long.parseLong(expected.getProperty("startNanos")),
                samples(expected.getProperty("samples")));
    }

    private static float[] samples(String words) {
        return Messages.floats(Arrays.stream(words.split(" "))
                .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                .toArray());
    }
}
