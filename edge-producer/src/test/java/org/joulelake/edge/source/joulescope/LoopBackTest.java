package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.joulescope.driver.LoopBackDriver;
import org.joulelake.edge.source.joulescope.driver.SharedDriver;
import org.joulelake.edge.source.joulescope.driver.VendorLibrary;

/** Samples through the vendor's unmodified library, to the source. */
@Timeout(180)
class LoopBackTest {

    @ParameterizedTest
    @ValueSource(strings = {VendorLibrary.OLDEST, VendorLibrary.NEWEST})
    void aMillionSamplesOfEachTypeComeThroughBitForBitWithTheirTimesAndGaps(String version) throws Exception {
        LoopBackDriver driver = new LoopBackDriver(SharedDriver.open(VendorLibrary.install(version)));
        assertThat(driver.version()).hasToString(version);
        List<LoopBackSignal> signals = LoopBackSignal.all();
        Set<String> names = signals.stream().map(LoopBackSignal::name).collect(Collectors.toSet());
        try (Instruments instruments = Instruments.open(
                driver, InstrumentSpec.parse("all", names, Optional.empty()), new QueueBudget(64 << 20))) {
            Source source = instruments.next().orElseThrow();
            LoopBackSignal.sendAll(signals, driver);
            readAndCompare(source, signals);
            Tally tally = instruments.tallies().get(LoopBackDriver.NAME);
            assertThat(tally.of(Cause.SKIPPED))
                    .isEqualTo(
                            signals.stream().mapToLong(LoopBackSignal::missing).sum());
            assertThat(List.of(Cause.QUEUE_FULL, Cause.REFUSED, Cause.BREAK, Cause.CLOCK_JUMP, Cause.REPEATED))
                    .allSatisfy(cause ->
                            assertThat(tally.of(cause)).as(cause.words()).isZero());
            source.close();
        }
    }

    private static void readAndCompare(Source source, List<LoopBackSignal> signals) throws Exception {
        Map<String, LoopBackSignal> expected =
                signals.stream().collect(Collectors.toMap(LoopBackSignal::name, Function.identity()));
        Map<String, Long> counts = new HashMap<>();
        Map<String, Long> ends = new HashMap<>();
        while (counts.values().stream().mapToLong(Long::longValue).sum()
                < (long) signals.size() * LoopBackSignal.SAMPLES) {
            SampleRun run = source.next().orElseThrow();
            if (run != SampleRun.NOTHING_YET) {
                Signal signal = run.signal();
                LoopBackSignal sent = expected.get(signal.name());
                assertThat(run.firstSample())
                        .isGreaterThanOrEqualTo(ends.getOrDefault(signal.name(), sent.firstIndex()));
                assertThat(source.nanosAt(signal, run.firstSample())).isEqualTo(sent.nanosAt(run.firstSample()));
                compare(run, sent);
                counts.merge(signal.name(), (long) run.samples().length, Long::sum);
                ends.put(signal.name(), run.firstSample() + run.samples().length);
            }
        }
    }

    private static void compare(SampleRun run, LoopBackSignal sent) {
        for (int i = 0; i < run.samples().length; i++) {
            long index = run.firstSample() + i;
            int bits = Float.floatToRawIntBits(run.samples()[i]);
            if (sent.bitsAt(index).isEmpty() || sent.bitsAt(index).getAsInt() != bits) {
                throw new AssertionError(
                        "sample %d of %s is %x, sent was %s".formatted(index, sent.name(), bits, sent.bitsAt(index)));
            }
        }
    }
}
