package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
                .hasSize(13)
                .startsWith("device,algorithm,signal,samples", "SIM-0001,baseline,current,500000")
                .contains("SIM-0002,dvfs-sleep,power,500000", "SIM-0002,dvfs-sleep,voltage,500000");
    }

    @Test
    @Order(3)
    void aSecondRunAddsToTheLake() {
        assertThat(CommandRun.of("demo", "--lake", folder.toString(), "--seconds", "0.5")
                        .exitCode())
                .isZero();
        CommandRun run = CommandRun.of("sql", "--lake", folder.toString(), "--format", "json", SAMPLES);
        assertThat(run.outLines())
                .hasSize(12)
                .contains(
                        "{\"device\":\"SIM-0001\",\"algorithm\":\"baseline\",\"signal\":\"current\",\"samples\":1000000}");
    }

    @Test
    @Order(4)
    void energyOfAnAlgorithmIsOneCall() {
        CommandRun run = CommandRun.of(
                "sql",
                "--lake",
                folder.toString(),
                "--format",
                "csv",
                "SELECT sample_count, missing_count, sessions, source, energy_j > 0"
                        + " FROM energy('SIM-0001', 'baseline', '2026-01-01', '2027-01-01')");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines()).last().isEqualTo("1000000,0,2,power,true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT nothing FROM power.blocks|nothing",
                "SELECT * FROM energy('SIM-1', 'baseline', '2026-01-01', '2027-01-01')|there is SIM-0001, SIM-0002"
            })
    @Order(4)
    void aStatementThatCannotBeRunIsOneLine(String statement, String error) {
        CommandRun run = CommandRun.of("sql", "--lake", folder.toString(), statement);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).singleElement().asString().contains(error);
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    @Order(5)
    void theLakeIsPlainFiles() {
        assertThat(Files.isDirectory(folder.resolve("objects/joulelake/warehouse/power/blocks")))
                .isTrue();
    }

    @Test
    @Order(6)
    void verifySaysThatItIsIntactUntilAByteIsChanged() throws IOException {
        CommandRun intact = verify("--expect-samples", "8000000");
        assertThat(intact.exitCode()).as(intact.err()).isZero();
        assertThat(intact.out()).contains("8000000 samples checked").endsWith("intact\n");
        assertThat(verify("--expect-blocks", "1").exitCode()).isEqualTo(3);
        assertThat(verify("--device", "nobody").out())
                .contains("0 blocks, 0 samples")
                .endsWith("intact\n");

        Path file = someDataFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        CommandRun damaged = verify();
        assertThat(damaged.exitCode()).isEqualTo(3);
        assertThat(damaged.outLines().get(0))
                .startsWith("block ")
                .contains(" of SIM-", "cannot be read", file.getFileName().toString());
        assertThat(damaged.out()).endsWith(" findings\n");
    }

    @Test
    @Order(7)
    void anEmptyQuarantineIsListedAndReplayed() {
        CommandRun list = CommandRun.of("quarantine", "list", "--lake", folder.toString());
        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.out()).isEqualTo("0 in quarantine\n");
        assertThat(CommandRun.of("quarantine", "replay", "--lake", folder.toString())
                        .errorLines())
                .containsExactly("error: say which messages: --reason, --topic, TOPIC/PARTITION/OFFSET, or --all");
        assertThat(CommandRun.of("quarantine", "show", "--lake", folder.toString(), "t/0/1")
                        .errorLines())
                .singleElement()
                .asString()
                .startsWith("error: there is no message t/0/1 in quarantine");
        assertThat(CommandRun.of("quarantine", "show", "nonsense").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("quarantine", "replay", "--lake", folder.toString(), "--all")
                        .out())
                .startsWith("0 messages: ");
    }

    private static CommandRun verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--lake", folder.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static Path someDataFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects/joulelake/warehouse/power/blocks/data"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
