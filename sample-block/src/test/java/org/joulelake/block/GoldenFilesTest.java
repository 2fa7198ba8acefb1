package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class GoldenFilesTest {

    /** Set to true, this makes {@link #writerWritesTheSameBytesAsEver} write its files anew instead of comparing. */
    private static final String REWRITE = "joulelake.golden.rewrite";

    static List<GoldenMessage> golden() {
        return GoldenMessage.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readerFindsWhatAnIndependentWriterWrote(GoldenMessage golden) throws IOException {
        byte[] message = golden.bytes();

        BlockAssertions.assertSame(BlockReader.read(message), golden.block());
        assertThat(message[5]).as("codec id").isEqualTo((byte) golden.codec().id());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writerSaysTheSameAsAnIndependentWriter(GoldenMessage golden) throws IOException {
        byte[] expected = golden.bytes();
        byte[] payload = encode(golden);
        byte[] written = Messages.withPayload(
                BlockWriter.write(golden.samples(), Codec.RAW).orElseThrow(), payload);

        assertThat(unpacked(golden.codec(), payload)).isEqualTo(unpacked(golden.codec(), Messages.payload(expected)));
        assertThat(bytes(written, 16, 72)).as("session to samples CRC").isEqualTo(bytes(expected, 16, 72));
        assertThat(bytes(written, 76, Messages.payloadOffset(written)))
                .as("texts")
                .isEqualTo(bytes(expected, 76, Messages.payloadOffset(expected)));
        if (golden.codec() == Codec.RAW) {
            assertThat(written).isEqualTo(expected);
        }
    }

    @Test
    void derivedSamplesAreTheProductsThatAnIndependentWriterComputed() {
        assertThat(derived()).isNotEmpty().allSatisfy(golden -> {
            float[] current = golden.samplesOf("current");
            float[] voltage = golden.samplesOf("voltage");
            float[] products = new float[current.length];
            for (int i = 0; i < products.length; i++) {
                products[i] = Product.of(current[i], voltage[i]);
            }
            assertThat(Messages.bits(products))
                    .isEqualTo(Messages.bits(golden.samples().samples()));
        });
    }

    @Test
    void figuresOfDerivedSamplesAreThoseThatAnIndependentWriterComputed() {
        assertThat(derived()).isNotEmpty().allSatisfy(golden -> {
            BlockStatistics ours = golden.samples().statistics();
            BlockStatistics expected = golden.block().statistics();
            assertThat(ours.missingCount()).isEqualTo(expected.missingCount());
            assertThat(ours.bucketMin()).isEqualTo(expected.bucketMin());
            assertThat(ours.bucketMax()).isEqualTo(expected.bucketMax());
            assertThat(ours.bucketCount()).isEqualTo(expected.bucketCount());
            for (int i = 0; i < expected.bucketSum().length; i++) {
                assertThat(isSame(ours.bucketSum()[i], expected.bucketSum()[i]))
                        .as("sum of bucket %d", i)
                        .isTrue();
            }
            assertThat(List.of(ours.min(), ours.max())).isEqualTo(List.of(expected.min(), expected.max()));
            assertThat(isSame(ours.mean(), expected.mean())).isTrue();
            assertThat(isSame(ours.std(), expected.std())).isTrue();
        });
    }

    private static List<GoldenMessage> derived() {
        return golden().stream()
                .filter(golden -> golden.codec() == Codec.DERIVED)
                .toList();
    }

    /** Sums may be rounded another way. */
    private static boolean isSame(double actual, double expected) {
        return Double.compare(actual, expected) == 0 || Math.abs(actual - expected) <= 1e-12 * Math.abs(expected);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writerWritesTheSameBytesAsEver(GoldenMessage golden) throws IOException {
        byte[] written = BlockWriter.write(golden.block(), golden.codec()).orElseThrow();
        if (Boolean.getBoolean(REWRITE)) {
            Files.createDirectories(golden.written().getParent());
            Files.write(golden.written(), written);
        }

        assertThat(written)
                .as(
                        "Our writer writes other bytes than those in %s. If only zstd-jni has changed (the tests beside this"
                                + " one pass), run this test with -D%s=true and check the files in.",
                        golden.written(), REWRITE)
                .isEqualTo(Files.readAllBytes(golden.written()));
        BlockAssertions.assertSame(BlockReader.read(written), golden.block());
    }

    @Test
    void everyCodecOfThisVersionHasGoldenFiles() {
        assertThat(GoldenMessage.FOLDER).hasFileName("v" + BlockLayout.VERSION_VALUE);
        assertThat(golden().stream().map(GoldenMessage::codec).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Codec.values());
        assertThat(golden().stream()
                        .filter(golden -> golden.codec() == Codec.LATTICE)
                        .map(golden -> (distinct(golden) > 256 ? "wide" : "narrow") + " deltas=" + golden.deltas())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "narrow deltas=false", "narrow deltas=true", "wide deltas=false", "wide deltas=true");
        assertThat(derived().stream()
                        .map(golden -> Messages.payload(bytesOf(golden))[0])
                        .collect(Collectors.toSet()))
                .as("forms of derived content")
                .containsExactlyInAnyOrder((byte) 0, (byte) 1);
    }

    @Test
    void exampleOfTheSpecificationIsAGoldenFile() throws IOException {
        Path page = Path.of(System.getProperty("joulelake.root"), "docs", "block-format.md");
        Pattern line = Pattern.compile("^ *(\\d+)  ((?:[0-9a-f]{2} )*[0-9a-f]{2})(?:  .*)?$", Pattern.MULTILINE);
        StringBuilder hex = new StringBuilder();
        Matcher lines = line.matcher(Files.readString(page));
        while (lines.find()) {
            assertThat(hex.length() / 2)
                    .as("bytes before the line: %s", lines.group())
                    .hasToString(lines.group(1));
            hex.append(lines.group(2).replace(" ", ""));
        }

        assertThat(hex)
                .hasToString(HexFormat.of()
                        .formatHex(Files.readAllBytes(GoldenMessage.FOLDER.resolve("worked-example.bin"))));
    }

    private static byte[] bytesOf(GoldenMessage golden) {
        try {
            return golden.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encode(GoldenMessage golden) {
        return golden.codec() == Codec.LATTICE
                ? LatticeCodec.encode(Lattice.of(golden.samples().samples()).orElseThrow(), golden.deltas())
                : golden.codec().payloadCodec().encode(golden.block()).orElseThrow();
    }

    /** Another zstd may write other bytes for the same content: what comes out of the frame is compared. */
    private static String unpacked(Codec codec, byte[] payload) {
        if (codec == Codec.RAW) {
            return HexFormat.of().formatHex(payload);
        }
        if (codec == Codec.DERIVED) {
            return payload[0] == 0
                    ? HexFormat.of().formatHex(payload, 1, payload.length)
                    : unpacked(Codec.SHUFFLE_ZSTD, Arrays.copyOfRange(payload, 1, payload.length))
                            .strip();
        }
        int frame = codec == Codec.LATTICE ? 4 : 0;
        byte[] content = Zstd.decompress(Arrays.copyOfRange(payload, frame, payload.length), (int)
                Zstd.getFrameContentSize(payload, frame, payload.length - frame));
        return HexFormat.of().formatHex(payload, 0, frame) + " "
                + HexFormat.of().formatHex(content);
    }

    private static String bytes(byte[] message, int from, int to) {
        return HexFormat.of().formatHex(message, from, to);
    }

    private static long distinct(GoldenMessage golden) {
        return Arrays.stream(Messages.bits(golden.samples().samples()))
                .distinct()
                .count();
    }
}
