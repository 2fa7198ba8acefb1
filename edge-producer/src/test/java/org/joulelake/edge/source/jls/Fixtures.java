package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Recordings made by the vendor's writer, with what the vendor's reader found in them. */
final class Fixtures {

    /**
     * A signal as the vendor's reader reads it.
     *
     * @param firstId its first sample's id in the file
     * @param samples number of samples
     * @param crc32 of the samples as little-endian float32
     */
    record ExpectedSignal(
            String file,
            String source,
            String signal,
            String unit,
            double rateHz,
            long firstId,
            int samples,
            long crc32) {}

    /**
     * Time of a sample as the vendor's reader reads it.
     *
     * @param sample counted from the first sample of the signal
     * @param ticks JLS time
     */
    record ExpectedTime(String file, String signal, long sample, long ticks) {}

    private Fixtures() {}

    static Path path(String file) {
        return Path.of(System.getProperty("joulelake.root"), "edge-producer/src/test/resources")
                .resolve(Fixtures.class.getPackageName().replace('.', '/'))
                .resolve(file);
    }

    static List<ExpectedSignal> signals() {
        return rows("expected-samples.tsv")
                .map(row -> new ExpectedSignal(
                        row[0],
                        row[1],
                        row[2],
                        row[3],
                        Double.parseDouble(row[4]),
                        Long.parseLong(row[5]),
                        Integer.parseInt(row[6]),
                        Long.parseLong(row[7], 16)))
                .toList();
    }

    static List<ExpectedTime> times() {
        return rows("expected-times.tsv")
                .map(row -> new ExpectedTime(row[0], row[1], Long.parseLong(row[2]), Long.parseLong(row[3])))
                .toList();
    }

    private static Stream<String[]> rows(String file) {
        try (InputStream in = Fixtures.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(line -> line.split("\t", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
