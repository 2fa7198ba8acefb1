package org.joulelake.local.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.local.plot.TestWaveforms.START;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;

/** What a picture says in words. */
class PlotTest {

    private static final StructType COMPARISON = StructType.fromDDL("mean_power_a_w DOUBLE, mean_power_b_w DOUBLE,"
            + " period_s DOUBLE, periods_a INT, periods_b INT, difference_percent DOUBLE, difference_low_percent DOUBLE,"
            + " difference_high_percent DOUBLE");

    @Test
    void aLegendTellsWhatIsMissing() {
        Window whole = new Window(START, START + 1_000_000, 0.001, 0.003, 0.002, 1_000, 0);
        Window lossy = new Window(START + 5_000_000, START + 6_000_000, 0.002, 0.025, 0.005, 500, 1_500);
        assertThat(Plot.legend(TestWaveforms.of(whole, lossy), "A"))
                .isEqualTo(
                        "a: mean 3.000 mA, 1.000 mA to 25.00 mA, 6.000 ms, 1,500 samples missing, 1 hole of 4.000 ms");
        assertThat(Plot.legend(TestWaveforms.of(whole), "A"))
                .isEqualTo("a: mean 2.000 mA, 1.000 mA to 3.000 mA, 1.000 ms");
    }

    @Test
    void samplesOfTwoUnitsAreNotDrawn() {
        assertThat(Plot.onlyUnit(new TreeSet<>())).isEqualTo("W");
        assertThat(Plot.onlyUnit(new TreeSet<>(List.of("A")))).isEqualTo("A");
        assertThatThrownBy(() -> Plot.onlyUnit(new TreeSet<>(List.of("A", "mA"))))
                .hasMessage("there are samples in A and in mA, which have no axis in common; ask for one session with"
                        + " --session");
    }

    @Test
    void aDifferenceComesWithItsInterval() {
        assertThat(sentence(0.0022654, 0.0017188, 1d, 10, 9, -24.13, -25.11, -23.1))
                .isEqualTo("b against a: mean power 1.719 mW against 2.265 mW; energy of 1.000 s −24.13 %"
                        + " (95 % interval −25.11 to −23.10 %, 10 and 9 periods)");
        assertThat(sentence(0.002, 0.0019, 1d, 3, 3, -5d, -11d, 1d))
                .endsWith("energy of 1.000 s −5.00 % (95 % interval −11.00 to +1.00 %, 3 and 3 periods): may be none");
        assertThat(sentence(0.002, 0.0019, 1d, 1, 3, -5d, null, null))
                .endsWith("energy of 1.000 s −5.00 %, without an interval from 1 and 3 periods");
        assertThat(sentence(0.002, 0.0019, 1d, 0, 3, null, null, null))
                .endsWith("no difference: there are 0 and 3 periods of 1.000 s");
    }

    @Test
    void nothingIsSaidOfPowerThatIsNotKnown() {
        Row row = new GenericRowWithSchema(new Object[] {0.1, null, 1d, 1, 0, null, null, null}, COMPARISON);
        assertThat(Difference.sentence(row, "a", "b")).isEmpty();
    }

    @Test
    void aLongNameLeavesRoomForOthers() {
        assertThat(Names.brief("x".repeat(255))).hasSize(40).endsWith("x…");
        assertThat(Names.brief("a\u202eb")).isEqualTo("a\uFFFDb");
        assertThat(Names.brief("baseline")).isEqualTo("baseline");
    }

    private static String sentence(Object... values) {
        return Difference.sentence(new GenericRowWithSchema(values, COMPARISON), "a", "b")
                .orElseThrow();
    }
}
