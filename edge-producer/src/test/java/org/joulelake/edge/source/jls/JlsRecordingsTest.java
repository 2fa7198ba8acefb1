package org.joulelake.edge.source.jls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

import org.joulelake.edge.source.Signal;

/** Large recordings that are not part of the repository; checksums are of what the vendor's reader reads. */
class JlsRecordingsTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("joulelake.root")).resolve("../shared/recordings");

    @ParameterizedTest
    @CsvSource({
        "ti-23-lp_simplelink.jls, JS220-002557, 3000000, d5617116",
        "ti-23-lp_emscript.jls,   JS220-002557, 3000000, a07d6fe2",
        "small.jls,               JS220-002557,   20000, b3124700",
        "small_gap.jls,           JS220-002557,   20000, ccd70310",
        "js110_duty_cycle.jls,    JS110-000110, 1000000, a69b478a"
    })
    void currentIsBitForBitThatOfTheVendorsReader(String file, String device, long samples, String crc32)
            throws IOException {
        assumeThat(FOLDER.resolve(file)).exists();

        Playback playback = Playback.of(FOLDER.resolve(file));

        assertThat(playback.device()).isEqualTo(device);
        assertThat(playback.count("current")).isEqualTo(samples);
        assertThat(playback.count("voltage")).isEqualTo(samples);
        assertThat(Long.toHexString(playback.crc32("current"))).isEqualTo(crc32);
        assertThat(playback.losses()).isEmpty();
        assertThat(playback.signals()).extracting(Signal::name).startsWith("current", "voltage");
    }

    @ParameterizedTest
    @CsvSource({"ti-23-lp_simplelink.jls, 100.3969", "ti-23-lp_emscript.jls, 68.4111"})
    void energyIsThatOfTheVendorsReader(String file, double microjoules) throws IOException {
        assumeThat(FOLDER.resolve(file)).exists();
        Playback playback =
                Playback.of(FOLDER.resolve(file), JlsOptions.DEFAULTS.withSignals(Set.of("current", "voltage")));

        float[] current = samples(playback, "current");
        float[] voltage = samples(playback, "voltage");
        double joules = 0;
        for (int i = 0; i < current.length; i++) {
            joules += (double) current[i] * voltage[i] / 1e6;
        }

        assertThat(joules * 1e6).isCloseTo(microjoules, within(5e-5));
    }

    @Test
    void startsOfRunsAreWithinAMicrosecondOfTheClock() throws IOException {
        Path path = FOLDER.resolve("ti-23-lp_simplelink.jls");
        assumeThat(path).exists();
        try (JlsSource source = JlsSource.open(path, JlsOptions.DEFAULTS)) {
            Signal current = source.signals().get(0);
            long start = source.nanosAt(current, 0);

            assertThat(start).isCloseTo(1_755_311_803_515_000_000L, within(1_000L));
            for (long sample = 0; sample < 3_000_000; sample += 65_536) {
                assertThat(source.nanosAt(current, sample) - start).isCloseTo(sample * 1000, within(1_000L));
            }
        }
    }

    private static float[] samples(Playback playback, String signal) {
        float[] all = new float[(int) playback.count(signal)];
        playback.runs(signal)
                .forEach(run -> System.arraycopy(run.samples(), 0, all, (int) run.firstSample(), run.samples().length));
        return all;
    }
}
