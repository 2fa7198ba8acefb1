package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** The demo on simulated devices, and the lake that it leaves. Each test goes on where the one before ended. */
@TestMethodOrder(OrderAnnotation.class)
class DemoTest {

    private static final String SAMPLES = "SELECT device, algorithm, signal, sum(sample_count) AS samples"
            + " FROM power.blocks GROUP BY ALL ORDER BY ALL";

    @TempDir
    private static Path folder;

    @Test
    @Order(1)
    void comparesTwoAlgorithmsOnTwoDevices() {
        CommandRun run = CommandRun.of("demo", "--lake", folder.toString(), "--seconds", "0.5");
        assertThat(run.err()).doesNotContain("error");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines())
                .filteredOn(line -> line.startsWith("SIM-"))
                .hasSize(4)
                .filteredOn(line -> line.contains("dvfs-sleep"))
                .allMatch(line -> line.endsWith(" %"), "states the saving");
        assertThat(folder.resolve("comparison.html"))
                .content()
                .contains("dvfs-sleep used", "less power than baseline", "uPlot");
        assertThat(run.out()).contains("picture: " + folder.resolve("comparison.html"));
    }

    @Test
    @Order(2)
    void leavesALakeThatSqlCanAsk() {
        CommandRun run = CommandRun.of("sql", "--lake", folder.toString(), "--format", "csv", SAMPLES);
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines())
                .hasSize(9)
                .startsWith("device,algorithm,signal,samples", "SIM-0001,baseline,current,500000")
                .contains("SIM-0002,dvfs-sleep,voltage,500000");
    }

    @Test
    @Order(3)
    void aSecondRunAddsToTheLake() {
        assertThat(CommandRun.of("demo", "--lake", folder.toString(), "--seconds", "0.5")
                        .exitCode())
                .isZero();
        CommandRun run = CommandRun.of("sql", "--lake", folder.toString(), "--format", "json", SAMPLES);
        assertThat(run.outLines())
                .hasSize(8)
                .contains(
                        "{\"device\":\"SIM-0001\",\"algorithm\":\"baseline\",\"signal\":\"current\",\"samples\":1000000}");
    }

    @Test
    @Order(4)
    void aStatementThatCannotBeRunIsOneLine() {
        CommandRun run = CommandRun.of("sql", "--lake", folder.toString(), "SELECT nothing FROM power.blocks");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).singleElement().asString().contains("nothing");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    @Order(5)
    void theLakeIsPlainFiles() {
        assertThat(Files.isDirectory(folder.resolve("objects/joulelake/warehouse/power/blocks")))
                .isTrue();
    }
}
