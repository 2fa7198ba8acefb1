package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.joulelake.embedded.EmbeddedKafka;

@Timeout(60)
class EdgeCommandTest {

    private static final String SIMULATION = "sim:SIM-0001,rate=1k,seconds=1";

    @TempDir
    private Path folder;

    @Test
    void theCommandExplainsItself() {
        EdgeCommandRun run = EdgeCommandRun.of("run", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: edge run", "--source", "--spool", "--pace");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aRunWithoutSourceIsAUsageError() {
        EdgeCommandRun run = EdgeCommandRun.of("run");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--source").doesNotContain("\tat ");
    }

    @Test
    void anOptionOfASourceWithoutSourceIsAUsageError() {
        EdgeCommandRun run = EdgeCommandRun.of("run", "--algorithm", "sleepy");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--source");
    }

    @Test
    void anUnknownSchemeIsNamed() {
        assertOneLine(run("usb:0"), "source 'usb:0' does not begin with one of jls:, sim:, joulescope:");
    }

    @Test
    void aSourceWithoutSchemeIsNamed() {
        assertOneLine(run("bench.jls"), "source 'bench.jls' does not begin with one of jls:, sim:, joulescope:");
    }

    @Test
    void theDoctorSaysWhatIsMissing() {
        EdgeCommandRun doctor = EdgeCommandRun.of(
                "doctor", "--joulescope-library", folder.resolve("none.so").toString());
        assertThat(doctor.exitCode()).isOne();
        assertThat(doctor.out()).contains("verdict      no Joulescope driver found");
        assertThat(EdgeCommandRun.of("doctor", "--help").out()).contains("Usage: edge doctor", "--joulescope-library");
    }

    @Test
    void anInstrumentWithoutDriverIsAnErrorThatSaysWhatToDo() {
        EdgeCommandRun run = EdgeCommandRun.of(
                "run",
                "--source",
                "joulescope:all",
                "--joulescope-library",
                folder.resolve("none.so").toString(),
                "--spool",
                folder.resolve("spool").toString());
        assertOneLine(run, "pip install pyjoulescope_driver");
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = folder.resolve("none.jls");
        assertOneLine(run("jls:" + none), none.toString());
    }

    @Test
    void aPathThatCannotBeIsNamed() {
        assertOneLine(run("jls:a\0b"), "a\0b");
    }

    @Test
    void aFolderIsNamed() {
        assertOneLine(run("jls:" + folder), folder.toString());
    }

    @Test
    void aFileThatIsNotARecordingIsNamed() throws IOException {
        Path text =
                Files.writeString(folder.resolve("notes.jls"), "not a recording, but long enough for a header of one");
        assertOneLine(run("jls:" + text), text.toString());
    }

    @Test
    void anUnknownSignalIsNamed() {
        assertOneLine(run(SIMULATION, "--signals", "current,entropy"), "entropy");
        assertOneLine(run("jls:" + Recordings.path("plain.jls"), "--signals", "entropy"), "entropy");
    }

    @Test
    void anUnknownModelIsNamed() {
        assertOneLine(run("sim:SIM-0001,algorithm=perpetual"), "perpetual");
    }

    @Test
    void aDeviceForASimulationIsRefused() {
        assertOneLine(run(SIMULATION, "--device", "X"), "a simulated device has its name in its spec: sim:X");
    }

    @Test
    void aMissingBrokerIsNamed() throws IOException {
        String servers = "127.0.0.1:" + closedPort();
        EdgeCommandRun run = run(SIMULATION, "--bootstrap-servers", servers, "--connect-timeout", "PT1S");
        assertOneLine(run, servers);
    }

    @Test
    void aWaitOfNoTimeForABrokerIsRefused() {
        assertOneLine(run(SIMULATION, "--connect-timeout", "PT0S", "--wait-for-broker"), "connect timeout is PT0S");
    }

    @Test
    void aSpoolThatCannotBeMadeIsNamed() throws IOException {
        Path below = Files.createFile(folder.resolve("file")).resolve("spool");
        assertOneLine(EdgeCommandRun.of("run", "--source", SIMULATION, "--spool", below.toString()), below.toString());
    }

    @Test
    void aSpoolTooSmallIsNamed() {
        assertOneLine(run(SIMULATION, "--spool-max-bytes", "5"), "the spool's limit is 5 bytes");
    }

    @Test
    void verboseShowsWhereAnErrorCameFrom() {
        EdgeCommandRun run = run("usb:0", "--verbose");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("usb:0", "\tat org.joulelake.edge.");
    }

    @Test
    void aCompleteRunEndsWithATableAndZero() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            EdgeCommandRun run = run(SIMULATION, "--bootstrap-servers", kafka.bootstrapServers());
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines().toList())
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("device"),
                            line -> assertThat(line).matches("SIM-0001 +baseline +current +1,000 .*"),
                            line -> assertThat(line).matches("SIM-0001 +baseline +power \\(derived\\) +1,000 .*"),
                            line -> assertThat(line).matches("SIM-0001 +baseline +voltage +1,000 .*"),
                            line -> assertThat(line).isEqualTo("dropped samples: 0; messages waiting in the spool: 0"));
        }
    }

    @Test
    void derivedPowerCanBeSwitchedOff() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            EdgeCommandRun run = run(SIMULATION, "--bootstrap-servers", kafka.bootstrapServers(), "--no-derive-power");
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("current", "voltage").doesNotContain("power");
        }
    }

    private EdgeCommandRun run(String source, String... more) {
        String[] args = new String[5 + more.length];
        args[0] = "run";
        args[1] = "--source";
        args[2] = source;
        args[3] = "--spool";
        args[4] = folder.resolve("spool").toString();
        System.arraycopy(more, 0, args, 5, more.length);
        return EdgeCommandRun.of(args);
    }

    private static void assertOneLine(EdgeCommandRun run, String part) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(part)
                .doesNotContain("\tat ");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
