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
 * @param block content of the message
 */
record GoldenMessage(Path file, Codec codec, boolean deltas, SampleBlock block) {

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

    private static GoldenMessage load(Path file) {
        Properties expected = new Properties();
        try (Reader reader = Files.newBufferedReader(
                file.resolveSibling(file.getFileName().toString().replace(".bin", ".properties")))) {
            expected.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GoldenMessage(
                file,
                Codec.valueOf(expected.getProperty("codec")),
                Boolean.parseBoolean(expected.getProperty("deltas")),
                block(expected));
    }

    private static SampleBlock block(Properties expected) {
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
