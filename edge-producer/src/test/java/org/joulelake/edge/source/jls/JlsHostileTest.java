package org.joulelake.edge.source.jls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

/** Files whose checksums are right and whose contents are not. */
class JlsHostileTest {

    private static final int ROUNDS = 400;
    private static final int MOST_RUNS = 200;
    private static final int PAYLOAD_LENGTH_AT = 20;
    private static final int CRC_AT = 28;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny.jls", "constant.jls", "drift.jls", "rates.jls"})
    void nonsenseWithRightChecksumsIsReadOrRefusedInOneLine(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path(name));
        List<Integer> chunks = chunks(whole);
        Random random = new Random(name.hashCode());

        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = whole.clone();
            for (int k = 0; k <= round % 3; k++) {
                spoil(bytes, chunks.get(random.nextInt(chunks.size())), random);
            }
            Path path = Files.write(folder.resolve("hostile.jls"), bytes);
            assertThatCode(() -> play(path)).as("round %d", round).doesNotThrowAnyException();
        }
    }

    @Test
    void aPayloadLongerThanTheFileIsNotAllocated() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.path("tiny.jls"));
        int samples = firstOf(bytes, JlsFormat.TAG_SAMPLES);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(samples + PAYLOAD_LENGTH_AT, -8);
        sealHeader(bytes, samples);

        Playback playback = Playback.of(Files.write(folder.resolve("hostile.jls"), bytes));

        assertThat(playback.runs()).isEmpty();
        assertThat(playback.losses()).anyMatch(line -> line.contains("which should go on to byte 42949"));
    }

    @Test
    void moreSamplesThanThePayloadHoldsAreDamage() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.path("tiny.jls"));
        int samples = firstOf(bytes, JlsFormat.TAG_SAMPLES);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(samples + JlsFormat.CHUNK_HEADER_BYTES + 8, 257);
        sealPayload(bytes, samples);

        Playback playback = Playback.of(Files.write(folder.resolve("hostile.jls"), bytes));

        assertThat(playback.firstSample("current")).isEqualTo(256);
        assertThat(playback.losses()).hasSize(1).first().asString().startsWith("samples 0 to 255 of current are lost");
    }

    private static void play(Path path) throws IOException {
        try (JlsSource source = JlsSource.open(path, JlsOptions.DEFAULTS)) {
            for (int k = 0; k < MOST_RUNS; k++) {
                Optional<SampleRun> run = source.next();
                if (run.isEmpty()) {
                    break;
                }
                assertThat(run.get().samples()).isNotEmpty();
                assertThat(run.get().firstSample()).isNotNegative();
            }
            for (Signal signal : source.signals()) {
                assertThat(source.nanosAt(signal, 1)).isGreaterThanOrEqualTo(source.nanosAt(signal, 0));
            }
            assertThat(source.losses()).hasSizeLessThan(Losses.MOST_LINES + 2);
        } catch (CommandException e) {
            assertThat(e.getMessage()).startsWith(path.toString()).doesNotContain("\n");
        }
    }

    private static void spoil(byte[] bytes, int chunk, Random random) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = file.getInt(chunk + PAYLOAD_LENGTH_AT);
        if (length == 0 || random.nextInt(8) == 0) {
            bytes[chunk + random.nextInt(CRC_AT)] = (byte) random.nextInt();
        } else {
            int at = chunk + JlsFormat.CHUNK_HEADER_BYTES + random.nextInt(Math.min(length, 64));
            for (int k = 0; k < 8 && k < length && at + k < bytes.length; k++) {
                bytes[at + k] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(2) * 0xff);
            }
            sealPayload(bytes, chunk);
        }
        sealHeader(bytes, chunk);
    }

    private static void sealHeader(byte[] bytes, int chunk) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, chunk, CRC_AT);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(chunk + CRC_AT, (int) crc.getValue());
    }

    private static void sealPayload(byte[] bytes, int chunk) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = file.getInt(chunk + PAYLOAD_LENGTH_AT);
        int end = chunk + JlsFormat.CHUNK_HEADER_BYTES + (int) JlsFormat.payloadBytesInFile(length);
        if (length > 0 && end <= bytes.length) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, chunk + JlsFormat.CHUNK_HEADER_BYTES, length);
            file.putInt(end - JlsFormat.CRC_BYTES, (int) crc.getValue());
        }
    }

    private static List<Integer> chunks(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> chunks = new ArrayList<>();
        for (int at = JlsFormat.FILE_HEADER_BYTES;
                at < bytes.length;
                at = (int) ChunkHeader.parse(file, at, at).orElseThrow().end()) {
            chunks.add(at);
        }
        return chunks;
    }

    private static int firstOf(byte[] bytes, int tag) {
        return chunks(bytes).stream()
                .filter(at -> bytes[at + 16] == tag)
                .findFirst()
                .orElseThrow();
    }
}
