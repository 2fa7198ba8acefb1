package org.joulelake.edge.source.jls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.joulelake.cli.CommandException;

/** Cut and damaged recordings: what is intact is handed out where it belongs, the rest is listed. */
class JlsDamageTest {

    private static final int CUTS = 25;

    @TempDir
    private Path folder;

    @Test
    void aRecordingCutAtAnyLengthGivesItsIntactPart() throws IOException {
        byte[] whole = bytes("tiny.jls");
        Map<String, Map<Long, Integer>> truth =
                Playback.of(Fixtures.path("tiny.jls")).bits();

        int before = 0;
        for (int length = 0; length < whole.length; length++) {
            int samples = checkCut(whole, length, truth);
            assertThat(samples).as("cut at %d", length).isGreaterThanOrEqualTo(before);
            before = samples;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.jls", "gaps.jls", "constant.jls", "annotated.jls", "drift.jls", "repaired.jls"})
    void aRecordingCutInManyPlacesGivesItsIntactPart(String file) throws IOException {
        byte[] whole = bytes(file);
        Map<String, Map<Long, Integer>> truth = Playback.of(Fixtures.path(file)).bits();

        for (int cut = 0; cut < CUTS; cut++) {
            checkCut(whole, (int) ((cut + 0.37) * whole.length / CUTS), truth);
        }
    }

    /** The number of samples that are left. */
    private int checkCut(byte[] whole, int length, Map<String, Map<Long, Integer>> truth) throws IOException {
        Optional<Playback> playback = play(Arrays.copyOf(whole, length));
        if (playback.isEmpty()) {
            return 0;
        }
        assertThat(playback.get().losses()).as("cut at %d", length).isNotEmpty();
        checkAgainst(truth, playback.get(), "cut at " + length);
        return playback.get().runs().stream()
                .mapToInt(run -> run.samples().length)
                .sum();
    }

    @Test
    void aCutRecordingLosesNoChunkThatIsThere() throws IOException {
        byte[] whole = bytes("drift.jls");
        int endMark = whole.length - JlsFormat.CHUNK_HEADER_BYTES;

        Playback playback = play(Arrays.copyOf(whole, endMark)).orElseThrow();

        assertThat(playback.bits())
                .isEqualTo(Playback.of(Fixtures.path("drift.jls")).bits());
        assertThat(playback.losses())
                .containsExactly("the recording is cut off: " + endMark + " of " + whole.length + " bytes are there");
    }

    @Test
    void tellsWhatIsMissingOfASignalThatWasCutOff() throws IOException {
        byte[] whole = bytes("plain.jls");
        int cut = (int) chunkOffsets("plain.jls", 2)[0] + 200;

        Playback playback = play(Arrays.copyOf(whole, cut)).orElseThrow();

        assertThat(playback.count("current")).isEqualTo(8192);
        assertThat(playback.count("voltage")).isZero();
        assertThat(playback.losses())
                .containsExactly(
                        "the file ends at byte " + cut
                                + " within samples of signal voltage, which should go on to byte "
                                + (cut - 200 + 32 + 16 + 4 * 8192 + 8),
                        "the recording is cut off: " + cut + " of " + whole.length + " bytes are there",
                        "samples 0 to 8191 of voltage are lost: the chunk at byte " + (cut - 200)
                                + " is damaged or cut off");
    }

    @Test
    void tellsWhatOtherSignalsHaveAfterASignalEnds() throws IOException {
        byte[] whole = bytes("plain.jls");

        Playback playback = play(Arrays.copyOf(whole, (int) chunkOffsets("plain.jls", 2)[0]))
                .orElseThrow();

        assertThat(playback.losses())
                .contains("samples 0 to 8191 of voltage are not in the file; other signals have them");
    }

    @Test
    void countsFromTheFirstSampleLeftWhereTheSignalThatBeganFirstIsCutOff() throws IOException {
        byte[] whole = bytes("rates.jls");

        Playback playback = play(Arrays.copyOf(whole, (int) chunkOffsets("rates.jls", 2)[0]))
                .orElseThrow();

        assertThat(playback.firstSample("current")).isZero();
        assertThat(playback.bits().get("current").values().stream().limit(5).toList())
                .isEqualTo(Playback.of(Fixtures.path("rates.jls")).bits().get("current").values().stream()
                        .limit(5)
                        .toList());
    }

    @Test
    void aRecordingThatItsWriterDidNotFinishSaysSo() throws IOException {
        assertThat(Playback.of(Fixtures.path("unclosed.jls")).losses())
                .containsExactly(
                        "the recording has no end mark: its writer did not finish it, and samples that it still"
                                + " held are missing at the end");
    }

    @ParameterizedTest
    @CsvSource({"plain.jls,60", "gaps.jls,60", "constant.jls,150", "annotated.jls,150", "drift.jls,60", "tiny.jls,3000"
    })
    void aFlippedBitNeverGivesAWrongSampleAndNoneGoesUnnoticed(String file, int rounds) throws IOException {
        byte[] whole = bytes(file);
        Map<String, Map<Long, Integer>> truth = Playback.of(Fixtures.path(file)).bits();
        Random random = new Random(file.hashCode());

        for (int round = 0; round < rounds; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            checkDamaged(truth, damaged, "byte " + at);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.jls", "gaps.jls", "constant.jls", "annotated.jls", "tiny.jls"})
    void manyFlippedBytesNeverGiveAWrongSample(String file) throws IOException {
        byte[] whole = bytes(file);
        Map<String, Map<Long, Integer>> truth = Playback.of(Fixtures.path(file)).bits();
        Random random = new Random(31 * file.hashCode());

        for (int round = 0; round < 60; round++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k < 1 + round / 4; k++) {
                damaged[JlsFormat.FILE_HEADER_BYTES + random.nextInt(whole.length - JlsFormat.FILE_HEADER_BYTES)] =
                        (byte) random.nextInt();
            }
            checkDamaged(truth, damaged, "round " + round);
        }
    }

    @Test
    void aDamagedChunkCostsItsSamplesAndNoOthers() throws IOException {
        byte[] whole = bytes("plain.jls");
        int offset = (int) chunkOffsets("plain.jls", 1)[0];
        whole[offset + 1000] ^= 1;

        Playback playback = play(whole).orElseThrow();

        assertThat(playback.count("current")).isEqualTo(9000 - 8192);
        assertThat(playback.firstSample("current")).isEqualTo(8192);
        assertThat(playback.count("voltage")).isEqualTo(9000);
        assertThat(playback.losses())
                .containsExactly("samples 0 to 8191 of current are lost: the chunk at byte " + offset
                        + " is damaged or cut off");
    }

    @Test
    void aDamagedHeaderCostsItsChunkAndTheNextOneIsFound() throws IOException {
        byte[] whole = bytes("plain.jls");
        int offset = (int) chunkOffsets("plain.jls", 2)[0];
        whole[offset + 20] ^= 1;

        Playback playback = play(whole).orElseThrow();

        assertThat(playback.count("current")).isEqualTo(9000);
        assertThat(playback.count("voltage")).isEqualTo(9000 - 8192);
        assertThat(playback.losses())
                .anyMatch(line -> line.startsWith("bytes " + offset + " to "))
                .contains("samples 0 to 8191 of voltage are lost: they are not in the file");
    }

    @Test
    void theLastSamplesAreMissedIfASummaryTellsOfThem() throws IOException {
        byte[] whole = bytes("plain.jls");
        int offset = (int) chunkOffsets("plain.jls", 1)[1];
        whole[offset] ^= 1;

        assertThat(play(whole).orElseThrow().losses())
                .contains("samples 8192 to 8959 of current are lost: they are not in the file");
    }

    @Test
    void constantChunksWhoseSummaryIsDamagedAreLostAndNotInvented() throws IOException {
        byte[] whole = bytes("constant.jls");
        ByteBuffer file = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int at = JlsFormat.FILE_HEADER_BYTES;
        while (file.get(at + 16) != JlsFormat.TAG_SAMPLES_SUMMARY) {
            at = (int) ChunkHeader.parse(file, at, at).orElseThrow().end();
        }
        whole[at + 100] ^= 4;

        Playback playback = play(whole).orElseThrow();

        assertThat(playback.losses())
                .anyMatch(line -> line.contains("summary of signal"))
                .anyMatch(line -> line.matches("samples \\d+ to \\d+ of .* are lost: they are not in the file"));
        checkAgainst(Playback.of(Fixtures.path("constant.jls")).bits(), playback, "damaged summary");
    }

    @Test
    void aDamagedTimeIsTakenFromItsSummary() throws IOException {
        byte[] whole = bytes("drift.jls");
        int at = JlsFormat.FILE_HEADER_BYTES;
        ByteBuffer file = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        while (file.get(at + 16) != JlsFormat.TAG_TIME) {
            at = (int) ChunkHeader.parse(file, at, at).orElseThrow().end();
        }
        whole[at + JlsFormat.CHUNK_HEADER_BYTES + 20] ^= 8;
        Path damaged = Files.write(folder.resolve("damaged.jls"), whole);

        try (JlsSource intact = JlsSource.open(Fixtures.path("drift.jls"), JlsOptions.DEFAULTS);
                JlsSource source = JlsSource.open(damaged, JlsOptions.DEFAULTS)) {
            assertThat(source.nanosAt(source.signals().get(0), 0))
                    .isEqualTo(intact.nanosAt(intact.signals().get(0), 0));
            assertThat(source.losses())
                    .containsExactly("times of signal current at byte " + at + ": the payload is damaged");
        }
    }

    private void checkDamaged(Map<String, Map<Long, Integer>> truth, byte[] damaged, String what) throws IOException {
        Optional<Playback> playback = play(damaged);
        if (playback.isEmpty()) {
            return;
        }
        checkAgainst(truth, playback.get(), what);
        boolean complete = playback.get().bits().equals(truth);
        assertThat(complete || !playback.get().losses().isEmpty())
                .as("%s: nothing is lost, or it is told", what)
                .isTrue();
    }

    /**
     * Each sample equals the original at its index. Where everything that names the first samples is damaged, the
     * session counts from the first that is left, the same for all signals.
     */
    private static void checkAgainst(Map<String, Map<Long, Integer>> truth, Playback playback, String what) {
        Map<String, Map<Long, Integer>> bits = playback.bits();
        long shift = wrong(truth, bits, 0).isEmpty() ? 0 : shift(truth, bits);
        assertThat(wrong(truth, bits, shift))
                .as("%s: wrong samples at shift %d", what, shift)
                .isEmpty();
        assertThat(shift == 0 || !playback.losses().isEmpty()).as(what).isTrue();
    }

    private static List<String> wrong(
            Map<String, Map<Long, Integer>> truth, Map<String, Map<Long, Integer>> bits, long shift) {
        return bits.entrySet().stream()
                .flatMap(signal -> signal.getValue().entrySet().stream()
                        .filter(sample -> !sample.getValue()
                                .equals(truth.get(signal.getKey()).get(sample.getKey() + shift)))
                        .map(sample -> signal.getKey() + " " + sample))
                .limit(3)
                .toList();
    }

    private static long shift(Map<String, Map<Long, Integer>> truth, Map<String, Map<Long, Integer>> bits) {
        Map.Entry<Long, Integer> first =
                bits.get("current").entrySet().iterator().next();
        return truth.get("current").entrySet().stream()
                .filter(sample -> sample.getValue().equals(first.getValue()))
                .mapToLong(sample -> sample.getKey() - first.getKey())
                .findFirst()
                .orElse(0);
    }

    /** Empty where the file is refused, which must be by one clear line. */
    private Optional<Playback> play(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("damaged.jls"), bytes);
        try {
            return Optional.of(Playback.of(path));
        } catch (CommandException e) {
            assertThat(e).hasMessageContaining(path.toString());
            assertThat(e.getMessage()).doesNotContain("\n");
            return Optional.empty();
        }
    }

    private static long[] chunkOffsets(String file, int signalId) throws IOException {
        try (JlsFile jls = JlsFile.open(Fixtures.path(file))) {
            Contents contents = ContentsReader.read(jls, new Losses());
            return contents.track(contents.signals().get(signalId)).chunkOffsets();
        }
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(Fixtures.path(file));
    }

    @Test
    void linesAboutLossesAreBounded() {
        Losses losses = new Losses();
        for (int k = 0; k < Losses.MOST_LINES + 7; k++) {
            losses.add("line " + k);
        }

        List<String> lines = losses.lines();
        assertThat(lines).hasSize(Losses.MOST_LINES + 1).endsWith("and 7 more");
    }
}
