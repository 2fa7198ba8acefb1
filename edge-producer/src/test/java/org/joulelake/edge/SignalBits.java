package org.joulelake.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

import org.joulelake.block.SampleBlock;
import org.joulelake.edge.source.SampleRun;

/** What the samples of a signal amount to, however they are cut: their number and a checksum of indices and bits. */
final class SignalBits {

    private final CRC32C crc = new CRC32C();
    private long samples;

    /** Of each signal that a source hands out, by name. */
    static Map<String, String> of(SourceRequest request) throws IOException {
        Map<String, SignalBits> signals = new TreeMap<>();
        try (OpenSource open = SourceFactory.open(request)) {
            for (Optional<SampleRun> run = open.source().next();
                    run.isPresent();
                    run = open.source().next()) {
                signals.computeIfAbsent(run.get().signal().name(), name -> new SignalBits())
                        .add(run.get().firstSample(), run.get().samples());
            }
        }
        return words(signals);
    }

    /** Of each signal in these blocks, which are of one session and in order. */
    static Map<String, String> of(List<SampleBlock> blocks) {
        Map<String, SignalBits> signals = new TreeMap<>();
        for (SampleBlock block : blocks) {
            signals.computeIfAbsent(block.header().stream().signal(), name -> new SignalBits())
                    .add(block.header().firstSample(), block.samples());
        }
        return words(signals);
    }

    private void add(long firstSample, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (Long.BYTES + Integer.BYTES));
        for (int i = 0; i < values.length; i++) {
            bytes.putLong(firstSample + i).putInt(Float.floatToRawIntBits(values[i]));
        }
        crc.update(bytes.flip());
        samples += values.length;
    }

    private static Map<String, String> words(Map<String, SignalBits> signals) {
        Map<String, String> words = new TreeMap<>();
        signals.forEach(
                (name, bits) -> words.put(name, bits.samples + " samples, " + Long.toHexString(bits.crc.getValue())));
        return words;
    }
}
