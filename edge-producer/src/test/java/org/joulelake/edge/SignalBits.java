package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.joulelake.block.Block;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.DerivedBlock;
import org.joulelake.block.SampleBlock;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

/** What the samples of a signal amount to, however they are cut: their number and a checksum of indices and bits. */
final class SignalBits {

    private final CRC32C crc = new CRC32C();
    private long samples;

    /** Of each signal that a source hands out, by name. */
    static Map<String, String> of(SourceRequest request) throws IOException {
        return words(samples(request));
    }

    /** The same, and of the power that follows from current and voltage where they have one rate. */
    static Map<String, String> withPower(SourceRequest request) throws IOException {
        Map<String, SampleMap> signals = samples(request);
        if (rates(request).size() == 1) {
            signals.computeIfAbsent(
                    "power", name -> SampleMap.products(signals.get("current"), signals.get("voltage")));
        }
        return words(signals);
    }

    /** Of current in A and voltage in V; two if one of them is not there. */
    private static Set<Double> rates(SourceRequest request) throws IOException {
        try (OpenSource open = SourceFactory.open(request)) {
            return Stream.of("current A", "voltage V")
                    .map(wanted -> open.source().signals().stream()
                            .filter(signal -> wanted.equals(signal.name() + " " + signal.unit()))
                            .mapToDouble(Signal::sampleRateHz)
                            .findFirst()
                            .orElse(-wanted.length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Map<String, SampleMap> samples(SourceRequest request) throws IOException {
        Map<String, SampleMap> signals = new TreeMap<>();
        try (OpenSource open = SourceFactory.open(request)) {
            for (Optional<SampleRun> run = open.source().next();
                    run.isPresent();
                    run = open.source().next()) {
                signals.computeIfAbsent(run.get().signal().name(), name -> new SampleMap())
                        .put(run.get().firstSample(), run.get().samples());
            }
        }
        return signals;
    }

    /** Of each signal in these blocks, which are of one session and in order; derived ones are computed, and checked. */
    static Map<String, String> of(List<? extends Block> blocks) {
        Map<String, SampleMap> sent = new HashMap<>();
        for (Block block : blocks) {
            if (block instanceof SampleBlock samples) {
                sent.computeIfAbsent(signal(block), name -> new SampleMap())
                        .put(block.header().firstSample(), samples.samples());
            }
        }
        Map<String, SignalBits> signals = new TreeMap<>();
        for (Block block : blocks) {
            signals.computeIfAbsent(signal(block), name -> new SignalBits())
                    .add(block.header().firstSample(), samples(block, sent));
        }
        Map<String, String> words = new TreeMap<>();
        signals.forEach((name, bits) -> words.put(name, bits.toString()));
        return words;
    }

    private static String signal(Block block) {
        return block.header().stream().signal();
    }

    private static float[] samples(Block block, Map<String, SampleMap> sent) {
        if (block instanceof SampleBlock samples) {
            return samples.samples();
        }
        BlockHeader header = block.header();
        SampleMap current = new SampleMap();
        current.put(header.firstSample(), sent.get("current").samples(header.firstSample(), header.sampleCount()));
        float[] products =
                SampleMap.products(current, sent.get("voltage")).samples(header.firstSample(), header.sampleCount());
        SampleBlock expected =
                SampleBlock.of(header.stream(), header.sequence(), header.firstSample(), header.startNanos(), products);
        assertThat(header).isEqualTo(expected.header());
        assertThat(block)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .withEqualsForType(Float::equals, Float.class)
                .isEqualTo(DerivedBlock.of(expected));
        return products;
    }

    void add(long firstSample, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (Long.BYTES + Integer.BYTES));
        for (int i = 0; i < values.length; i++) {
            bytes.putLong(firstSample + i).putInt(Float.floatToRawIntBits(values[i]));
        }
        crc.update(bytes.flip());
        samples += values.length;
    }

    @Override
    public String toString() {
        return samples + " samples, " + Long.toHexString(crc.getValue());
    }

    private static Map<String, String> words(Map<String, SampleMap> signals) {
        Map<String, String> words = new TreeMap<>();
        signals.forEach((name, samples) -> words.put(name, samples.bits()));
        return words;
    }
}
