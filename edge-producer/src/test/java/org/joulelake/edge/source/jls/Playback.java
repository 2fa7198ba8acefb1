package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

/** All that a source handed out, in order. */
record Playback(String device, List<Signal> signals, List<SampleRun> runs, List<String> losses) {

    static Playback of(Path path) throws IOException {
        return of(path, JlsOptions.DEFAULTS);
    }

    static Playback of(Path path, JlsOptions options) throws IOException {
        try (JlsSource source = JlsSource.open(path, options)) {
            List<SampleRun> runs = new ArrayList<>();
            for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
                runs.add(run.get());
            }
            return new Playback(source.device(), source.signals(), runs, source.losses());
        }
    }

    List<SampleRun> runs(String signal) {
        return runs.stream().filter(run -> run.signal().name().equals(signal)).toList();
    }

    long count(String signal) {
        return runs(signal).stream().mapToLong(run -> run.samples().length).sum();
    }

    long firstSample(String signal) {
        return runs(signal).get(0).firstSample();
    }

    /** Whether each run of a signal begins where the one before ended. */
    boolean isWithoutJumps(String signal) {
        long next = firstSample(signal);
        for (SampleRun run : runs(signal)) {
            if (run.firstSample() != next) {
                return false;
            }
            next += run.samples().length;
        }
        return true;
    }

    /** CRC-32 of the samples of a signal as little-endian float32. */
    long crc32(String signal) {
        CRC32 crc = new CRC32();
        for (SampleRun run : runs(signal)) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(run.samples().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float sample : run.samples()) {
                bytes.putInt(Float.floatToRawIntBits(sample));
            }
            crc.update(bytes.flip());
        }
        return crc.getValue();
    }

    /** Bits of every sample by its index, for each signal. */
    Map<String, Map<Long, Integer>> bits() {
        Map<String, Map<Long, Integer>> all = new LinkedHashMap<>();
        for (SampleRun run : runs) {
            Map<Long, Integer> bits = all.computeIfAbsent(run.signal().name(), name -> new LinkedHashMap<>());
            for (int i = 0; i < run.samples().length; i++) {
                if (bits.put(run.firstSample() + i, Float.floatToRawIntBits(run.samples()[i])) != null) {
                    throw new AssertionError("handed out twice: " + (run.firstSample() + i));
                }
            }
        }
        return all;
    }
}
