package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.query.NumpyOracle.Value;

/**
 * The lake and NumPy are asked the same of the same samples. Counts, times, least and greatest are the same, all else to nine
 * digits. Skipped where there is no Python with {@code venv}. More windows: {@code -Djoulelake.oracle.windows=100}.
 */
@ExtendWith(LakeExtension.class)
class NumpyOracleTest {

    private static final Path MODULE = Path.of(System.getProperty("joulelake.root"), "spark-jobs");
    private static final Path SCRIPTS = MODULE.resolve("src/test/python");
    private static final double NINE_DIGITS = 1e-9;
    private static final List<OracleQuestion> QUESTIONS = OracleQuestions.all();

    @TempDir
    private static Path folder;

    private static LakeFixture lake;
    private static List<List<List<Value>>> answers;

    @BeforeAll
    static void askNumpy(LakeFixture fixture) throws Exception {
        lake = fixture;
        Optional<Python> python = Python.in(MODULE.resolve("target/oracle"), SCRIPTS.resolve("requirements.txt"));
        assumeTrue(python.isPresent(), "needs python3 with venv (Debian: python3-venv)");
        NumpyOracle oracle = new NumpyOracle(folder, lake);
        OracleLake.fill(oracle);
        answers = oracle.ask(python.get(), SCRIPTS.resolve("oracle.py"), QUESTIONS);
    }

    @ParameterizedTest
    @MethodSource("numbered")
    void theLakeAnswersAsNumpyDoes(int number, OracleQuestion question) {
        List<Row> rows = question.ask(lake);
        List<List<Value>> expected = answers.get(number);
        assertThat(rows).as("rows").hasSize(expected.size());
        for (int i = 0; i < rows.size(); i++) {
            for (Value value : expected.get(i)) {
                requireSame(rows.get(i).getAs(value.column()), value, "%s of row %d".formatted(value.column(), i));
            }
        }
    }

    static Stream<Arguments> numbered() {
        return IntStream.range(0, QUESTIONS.size()).mapToObj(number -> Arguments.of(number, QUESTIONS.get(number)));
    }

    private static void requireSame(Object found, Value expected, String what) {
        if (found == null || found instanceof String || expected.text().isEmpty()) {
            assertThat(found == null ? "" : found).as(what).isEqualTo(expected.text());
        } else if (found instanceof Double || found instanceof Float) {
            requireSame(((Number) found).doubleValue(), Double.parseDouble(expected.text()), expected.scale(), what);
        } else {
            assertThat(found.toString()).as(what).isEqualTo(expected.text());
        }
    }

    private static void requireSame(double found, double expected, String scale, String what) {
        if (scale.isEmpty() || !Double.isFinite(expected)) {
            boolean areZeros = found == expected;
            assertThat(areZeros ? expected : found).as(what).isEqualTo(expected);
        } else {
            double size = Math.max(Math.abs(expected), Double.parseDouble(scale));
            assertThat(found).as(what).isCloseTo(expected, within(NINE_DIGITS * size));
        }
    }
}
