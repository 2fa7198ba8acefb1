package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class EventLoopsTest {

    private static final float NAN = Float.NaN;

    @Test
    void noiseBetweenTheThresholdsTurnsNothing() {
        assertThat(segments(0, 0.4f, 0.6f, 0.7f, 0.4f, 0.69f, 0.3f, 0.29f, 0.5f, 0.7f))
                .containsExactly("off 0+3", "on 3+4", "off 7+2", "on 9+1");
    }

    @Test
    void whatDecidesNothingAtTheBeginningIsLeftOpen() {
        assertThat(segments(0.5f, NAN, 0.6f, 1, 0)).containsExactly("open 0+3", "on 3+1", "off 4+1");
        assertThat(segments(0.5f, NAN)).containsExactly("open 0+2");
        assertThat(segments()).isEmpty();
    }

    @Test
    void eachSampleMayTurnIt() {
        assertThat(segments(1, 0, 1, 0)).containsExactly("on 0+1", "off 1+1", "on 2+1", "off 3+1");
    }

    @Test
    void saysHowManySamplesAreMissingBeforeTheLastThatDecides() {
        ArrayData segments = EventLoops.segments(
                ArrayData.toArrayData(new float[] {0, NAN, 0, NAN, 0.5f, 1, NAN, NAN, 1, 0.5f}), 7, 0.7f, 0.3f);
        assertThat(segments.getStruct(0, 7).getInt(1)).isEqualTo(7);
        assertThat(segments.getStruct(0, 7).getInt(6)).isEqualTo(1);
        assertThat(segments.getStruct(0, 7).getLong(3)).isEqualTo(3);
        assertThat(segments.getStruct(1, 7).getInt(6)).isEqualTo(2);
        assertThat(segments.getStruct(1, 7).getDouble(4)).isEqualTo(2.5 / 3);
        assertThat(segments.getStruct(1, 7).getFloat(5)).isEqualTo(1);
    }

    @Test
    void infinitiesAndTheTwoZerosDecideAsNumbersDo() {
        ArrayData values = ArrayData.toArrayData(
                new float[] {Float.NEGATIVE_INFINITY, -0.0f, 0.0f, Float.POSITIVE_INFINITY, -Float.MIN_VALUE});
        assertThat(words(EventLoops.segments(values, 0, -0.0f, -0.0f))).containsExactly("off 0+1", "on 1+3", "off 4+1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1e6, 1e6, 0",
        "7, 1e6, 2e6, 14",
        "7, 2e6, 1e6, 4",
        "8, 2e6, 1e6, 4",
        "1, 1000, 3, 1",
        "999999999999, 3e6, 1e6, 333333333333",
        "1000000000000, 3e6, 1e6, 333333333334",
        "123456789012345, 1e6, 428571.42857142858, 52910052433863"
    })
    void findsTheSampleOfAnotherRateThatIsNotBefore(long index, double rateHz, double otherRateHz, long expected) {
        assertThat(EventLoops.index(index, rateHz, otherRateHz)).isEqualTo(expected);
    }

    @Test
    void cutsSamplesAtEdges() {
        ArrayData edges = ArrayData.toArrayData(new long[] {90, 100, 101, 104, 110, 200});
        ArrayData stretches =
                EventLoops.stretches(ArrayData.toArrayData(new float[] {1, 2, NAN, 4, 5}), 100, 1e6, edges, 1e6);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < stretches.numElements(); i++) {
            InternalRow row = stretches.getStruct(i, 5);
            words.add("%d: %d+%d, %d of %s"
                    .formatted(row.getInt(0), row.getInt(1), row.getInt(2), row.getLong(3), row.getDouble(4)));
        }
        assertThat(words).containsExactly("2: 0+1, 1 of 1.0", "3: 1+3, 2 of 3.0", "4: 4+1, 1 of 5.0");
        assertThat(EventLoops.stretch(89, 1e6, edges, 1e6)).isZero();
        assertThat(EventLoops.stretch(90, 1e6, edges, 1e6)).isEqualTo(1);
        assertThat(EventLoops.stretch(500, 1e6, edges, 1e6)).isEqualTo(6);
    }

    private static List<String> segments(float... samples) {
        return words(EventLoops.segments(ArrayData.toArrayData(samples), 0, 0.7f, 0.3f));
    }

    private static List<String> words(ArrayData segments) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < segments.numElements(); i++) {
            InternalRow row = segments.getStruct(i, 7);
            String active = row.isNullAt(0) ? "open" : row.getBoolean(0) ? "on" : "off";
            words.add("%s %d+%d".formatted(active, row.getInt(1), row.getInt(2)));
        }
        return words;
    }
}
