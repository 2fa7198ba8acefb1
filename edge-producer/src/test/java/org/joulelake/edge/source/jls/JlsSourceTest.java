package org.joulelake.edge.source.jls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;

class JlsSourceTest {

    @TempDir
    private Path folder;

    private static Stream<Fixtures.ExpectedSignal> expectedSignals() {
        return Fixtures.signals().stream();
    }

    private static Stream<Fixtures.ExpectedTime> expectedTimes() {
        return Fixtures.times().stream().filter(time -> !time.file().equals("two_sources.jls"));
    }

    private static Stream<String> finishedFiles() {
        return Fixtures.signals().stream()
                .map(Fixtures.ExpectedSignal::file)
                .filter(file -> !file.equals("unclosed.jls"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("expectedSignals")
    void handsOutTheSamplesThatTheVendorsReaderReads(Fixtures.ExpectedSignal expected) throws IOException {
        Playback playback =
                Playback.of(Fixtures.path(expected.file()), JlsOptions.DEFAULTS.withSource(expected.source()));

        assertThat(playback.device()).isEqualTo(expected.source());
        assertThat(playback.signals()).contains(new Signal(expected.signal(), expected.unit(), expected.rateHz()));
        assertThat(playback.count(expected.signal())).isEqualTo(expected.samples());
        assertThat(playback.isWithoutJumps(expected.signal())).isTrue();
        assertThat(playback.crc32(expected.signal())).isEqualTo(expected.crc32());
    }

    @ParameterizedTest
    @MethodSource("finishedFiles")
    void findsNothingLostInAFinishedFile(String file) throws IOException {
        assertThat(Playback.of(Fixtures.path(file), JlsOptions.DEFAULTS.withSource("1"))
                        .losses())
                .isEmpty();
    }

    @Test
    void keepsSpecialValuesToTheBit() throws IOException {
        Map<Long, Integer> bits =
                Playback.of(Fixtures.path("special_values.jls")).bits().get("current");

        assertThat(bits.get(0L)).isZero();
        assertThat(bits.get(1L)).isEqualTo(0x80000000);
        assertThat(bits.get(2L)).isEqualTo(0x00000001);
        assertThat(bits.get(11L)).isEqualTo(0x7fc0beef);
        assertThat(bits.get(12L)).isEqualTo(0x7f800001);
        assertThat(bits.get(13L)).isEqualTo(0xff812345);
    }

    @Test
    void handsOutAGapAsTheNanThatTheRecorderWroteInItsPlace() throws IOException {
        Map<Long, Integer> bits = Playback.of(Fixtures.path("gaps.jls")).bits().get("current");

        long[] missing = bits.entrySet().stream()
                .filter(sample -> Float.isNaN(Float.intBitsToFloat(sample.getValue())))
                .mapToLong(Map.Entry::getKey)
                .toArray();
        assertThat(missing)
                .isEqualTo(IntStream.concat(IntStream.range(1000, 1003), IntStream.range(2000, 7000))
                        .asLongStream()
                        .toArray());
    }

    @Test
    void countsAllSignalsFromTheEarliestFirstSampleOfAny() throws IOException {
        Playback playback = Playback.of(Fixtures.path("rates.jls"));

        assertThat(playback.firstSample("current")).isEqualTo(100);
        assertThat(playback.firstSample("voltage")).isZero();
        assertThat(playback.firstSample("power")).isZero();
    }

    @Test
    void countsFromTheSameSampleWhateverIsSelected() throws IOException {
        Playback playback = Playback.of(Fixtures.path("rates.jls"), JlsOptions.DEFAULTS.withSignals(Set.of("current")));

        assertThat(playback.firstSample("current")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.jls", "rates.jls", "constant.jls", "annotated.jls"})
    void letsNoSignalRunAheadByMoreThanABlock(String file) throws IOException {
        Playback playback = Playback.of(Fixtures.path(file));
        Map<String, Double> seconds = new HashMap<>();

        for (SampleRun run : playback.runs()) {
            double start = run.firstSample() / run.signal().sampleRateHz();
            double latest = seconds.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            assertThat(latest - start)
                    .isLessThanOrEqualTo(
                            0.7 + JlsSource.LONGEST_RUN / run.signal().sampleRateHz());
            assertThat(run.samples()).hasSizeBetween(1, JlsSource.LONGEST_RUN);
            seconds.put(
                    run.signal().name(),
                    (run.firstSample() + run.samples().length) / run.signal().sampleRateHz());
        }
    }

    @Test
    void takesTurnsBetweenSignalsThatAreWrittenOneAfterTheOther() throws IOException {
        List<String> order = Playback.of(Fixtures.path("plain.jls")).runs().stream()
                .map(run -> run.signal().name())
                .toList();

        assertThat(order).containsExactly("current", "voltage", "current", "voltage");
    }

    @Test
    void rebuildsConstantChunksThatTheWriterLeftOut() throws IOException {
        Path path = Fixtures.path("constant.jls");
        try (JlsFile file = JlsFile.open(path)) {
            Contents contents = ContentsReader.read(file, new Losses());
            assertThat(contents.track(contents.signals().get(2)).chunkOffsets()).hasSizeLessThan(10);
        }

        assertThat(Playback.of(path).count("current_range")).isEqualTo(60_000);
    }

    @ParameterizedTest
    @MethodSource("expectedTimes")
    void agreesWithTheVendorsReaderOnTimes(Fixtures.ExpectedTime expected) throws IOException {
        Path path = Fixtures.path(expected.file());
        JlsOptions options = JlsOptions.DEFAULTS.withSource("1");
        long first = Playback.of(path, options).firstSample(expected.signal());

        try (JlsSource source = JlsSource.open(path, options)) {
            assertThat(source.nanosAt(signal(source, expected.signal()), first + expected.sample()))
                    .isCloseTo(nanos(expected.ticks()), within(2L));
        }
    }

    @Test
    void timesNeverDecreaseAndFollowTheInstrumentsDrift() throws IOException {
        try (JlsSource source = JlsSource.open(Fixtures.path("drift.jls"), JlsOptions.DEFAULTS)) {
            Signal current = signal(source, "current");
            long start = source.nanosAt(current, 0);

            assertThat(IntStream.range(-500, 9000).mapToLong(i -> source.nanosAt(current, i)))
                    .isSorted();
            assertThat(source.nanosAt(current, 4000) - start).isCloseTo(4_000_320_000L, within(1000L));
            assertThat(source.nanosAt(current, 7900) - start).isCloseTo(7_900_008_000L, within(1000L));
        }
    }

    @Test
    void takesTheTimesOfAnotherSignalWhereASignalHasNone() throws IOException {
        try (JlsSource source = JlsSource.open(Fixtures.path("gaps.jls"), JlsOptions.DEFAULTS)) {
            long currents = source.nanosAt(signal(source, "current"), 500);

            assertThat(source.nanosAt(signal(source, "gpi[0]"), 500)).isEqualTo(currents);
        }
    }

    @Test
    void withoutAnyTimesTheRecordingEndsWhenTheFileWasLastModified() throws IOException {
        Path copy = Files.copy(Fixtures.path("no_times.jls"), folder.resolve("copy.jls"));
        Instant modified = Instant.parse("2026-03-04T05:06:07Z");
        Files.setLastModifiedTime(copy, FileTime.from(modified));

        try (JlsSource source = JlsSource.open(copy, JlsOptions.DEFAULTS)) {
            Signal current = signal(source, "current");
            assertThat(source.nanosAt(current, 3000)).isEqualTo(modified.getEpochSecond() * 1_000_000_000L);
            assertThat(source.nanosAt(current, 0)).isEqualTo((modified.getEpochSecond() - 3) * 1_000_000_000L);
        }
    }

    @Test
    void refusesToTellTheTimeOfAForeignSignal() throws IOException {
        try (JlsSource source = JlsSource.open(Fixtures.path("plain.jls"), JlsOptions.DEFAULTS)) {
            Signal foreign = new Signal("power", "W", 1);
            assertThatThrownBy(() -> source.nanosAt(foreign, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("power");
        }
    }

    @Test
    void readsTheSignalsThatAreAskedFor() throws IOException {
        Playback playback = Playback.of(Fixtures.path("plain.jls"), JlsOptions.DEFAULTS.withSignals(Set.of("voltage")));

        assertThat(playback.signals()).containsExactly(new Signal("voltage", "V", 1e6));
        assertThat(playback.runs("current")).isEmpty();
    }

    @Test
    void namesTheDeviceAsAskedFor() throws IOException {
        assertThat(Playback.of(Fixtures.path("plain.jls"), JlsOptions.DEFAULTS.withDevice("bench-7"))
                        .device())
                .isEqualTo("bench-7");
    }

    @Test
    void listsTheSignalsWhereOneIsAskedForThatDoesNotExist() {
        assertThatThrownBy(() ->
                        JlsSource.open(Fixtures.path("plain.jls"), JlsOptions.DEFAULTS.withSignals(Set.of("heat"))))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("plain.jls has no signal 'heat'; it has current (f32, 1000000 Hz), voltage (f32");
    }

    @Test
    void leavesSignalsOfOtherDataTypesOut() throws IOException {
        assertThat(Playback.of(Fixtures.path("data_types.jls")).signals())
                .containsExactly(new Signal("current", "A", 1e6));
    }

    @Test
    void refusesASignalOfAnotherDataTypeByName() {
        assertThatThrownBy(() -> JlsSource.open(
                        Fixtures.path("data_types.jls"), JlsOptions.DEFAULTS.withSignals(Set.of("short"))))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("signal short (i16, 1000000 Hz) cannot be read; float32, u1 and u4");
    }

    @Test
    void asksWhichSourceWhereThereAreSeveral() {
        assertThatThrownBy(() -> JlsSource.open(Fixtures.path("two_sources.jls"), JlsOptions.DEFAULTS))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("has several sources: 1 JS220-000001, 2 JS220-000002; choose one");
    }

    @Test
    void listsTheSourcesWhereOneIsAskedForThatDoesNotExist() {
        assertThatThrownBy(() -> JlsSource.open(
                        Fixtures.path("two_sources.jls"), JlsOptions.DEFAULTS.withSource("JS110-000001")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("has no source 'JS110-000001'")
                .hasMessageContaining("1 JS220-000001, 2 JS220-000002");
    }

    private static Signal signal(JlsSource source, String name) {
        return source.signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long nanos(long ticks) {
        long fraction = ticks & (1L << 30) - 1;
        return ((ticks >> 30) + 1_514_764_800L) * 1_000_000_000L + (fraction * 1_000_000_000L >> 30);
    }
}
