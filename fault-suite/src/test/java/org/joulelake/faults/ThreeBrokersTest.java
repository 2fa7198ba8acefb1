package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.ToxiproxyBinary;
import org.joulelake.faults.plan.FaultPlan;

/** The short form of {@code three-brokers.sh}. */
@Timeout(600)
class ThreeBrokersTest {

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostWhenBrokersAreKilledAndTheNetworkIsCut() throws Exception {
        Optional<Path> toxiproxy = ToxiproxyBinary.find();
        assumeTrue(toxiproxy.isPresent(), ToxiproxyBinary.ADVICE);
        PrintWriter out = new PrintWriter(System.out);
        FaultReport report = new ThreeBrokers(folder, new SimulatedDevices(2, 500_000, 45, 1), out)
                .run(toxiproxy.get(), FaultPlan.brief(BrokerCluster.SIZE).iterator(), elapsed -> true);
        report.print(out);
        assertThat(report.faults())
                .isEqualTo(
                        Map.of("kill, 1 of 3", 3, "kill, 3 of 3", 1, "cut off, 3 of 3", 1, "answers lost, 3 of 3", 1));
        assertThat(report.check().samplesSent()).isEqualTo(2 * 2 * 500_000L * 45);
        assertThat(report.check().samplesLost()).isZero();
        assertThat(report.check().passed()).as("%s", report.check()).isTrue();
        assertThat(report.edgeExit()).hasValue(0);
        assertThat(report.passed()).isTrue();
    }
}
