package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
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
                BlockWriter.write(golden.block(), Codec.RAW).orElseThrow(), payload);

        assertThat(unpacked(golden.codec(), payload)).isEqualTo(unpacked(golden.codec(), Messages.payload(expected)));
        assertThat(bytes(written, 16, 72)).as("session to samples CRC").isEqualTo(bytes(expected, 16, 72));
        assertThat(bytes(written, 76, Messages.payloadOffset(written)))
                .as("texts")
                .isEqualTo(bytes(expected, 76, Messages.payloadOffset(expected)));
        if (golden.codec() == Codec.RAW) {
            assertThat(written).isEqualTo(expected);
        }
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

    private static byte[] encode(GoldenMessage golden) {
        float[] samples = golden.block().samples();
        return golden.codec() == Codec.LATTICE
                ? LatticeCodec.encode(Lattice.of(samples).orElseThrow(), golden.deltas())
                : golden.codec().payloadCodec().encode(samples).orElseThrow();
    }

    /** Another zstd may write other bytes for the same content: what comes out of the frame is compared. */
    private static String unpacked(Codec codec, byte[] payload) {
        if (codec == Codec.RAW) {
            return HexFormat.of().formatHex(payload);
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
        return Arrays.stream(Messages.bits(golden.block().samples())).distinct().count();
    }
}
