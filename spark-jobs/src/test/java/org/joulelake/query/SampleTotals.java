package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Row;

import java.util.ArrayList;
import java.util.List;

/** The figures of samples, from each single one: the mean first, then the squares about it. */
final class SampleTotals {

    private final List<Float> present = new ArrayList<>();
    private long missing;
    private int sessions;
    private double seconds;
    private double integral;

    /** Adds these samples of a session. */
    void add(Recording recording, int[] indices) {
        if (indices.length == 0) {
            return;
        }
        sessions++;
        int before = present.size();
        for (int index : indices) {
            float sample = recording.samples()[index];
            if (!Float.isNaN(sample)) {
                present.add(sample);
                integral += sample / recording.stream().sampleRateHz();
            }
        }
        int length = indices[indices.length - 1] - indices[0] + 1;
        missing += length - (present.size() - before);
        seconds += length / recording.stream().sampleRateHz();
    }

    double mean() {
        return present.stream().mapToDouble(Float::doubleValue).sum() / present.size();
    }

    double std() {
        double mean = mean();
        return Math.sqrt(present.stream()
                        .mapToDouble(sample -> (sample - mean) * (sample - mean))
                        .sum()
                / present.size());
    }

    void requireSame(Row row) {
        assertThat(row.<Long>getAs("sample_count")).isEqualTo(present.size());
        assertThat(row.<Long>getAs("missing_count")).isEqualTo(missing);
        assertThat(row.<Long>getAs("sessions")).isEqualTo(sessions);
        assertThat(row.<Double>getAs("seconds")).isCloseTo(seconds, within(1e-12));
        if (present.isEmpty()) {
            for (String figure : List.of("mean", "std", "rms", "min", "max", "peak_to_peak")) {
                assertThat(row.<Object>getAs(figure)).as(figure).isNull();
            }
            return;
        }
        float min = present.stream().min(Float::compare).orElseThrow();
        float max = present.stream().max(Float::compare).orElseThrow();
        double rms = Math.sqrt(
                present.stream().mapToDouble(sample -> (double) sample * sample).sum() / present.size());
        assertThat(row.<Float>getAs("min")).isEqualTo(min);
        assertThat(row.<Float>getAs("max")).isEqualTo(max);
        assertThat(row.<Double>getAs("peak_to_peak")).isEqualTo((double) max - min);
        assertThat(row.<Double>getAs("mean")).isCloseTo(mean(), within(1e-12));
        assertThat(row.<Double>getAs("std")).isCloseTo(std(), within(1e-12));
        assertThat(row.<Double>getAs("rms")).isCloseTo(rms, within(1e-12));
        assertThat(row.<Double>getAs("integral")).isCloseTo(integral, within(1e-12));
        assertThat(row.<String>getAs("integral_unit")).isEqualTo("C");
    }
}
