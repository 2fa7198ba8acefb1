package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.joulelake.faults.kafka.BrokerCluster;
import org.joulelake.faults.network.ToxiproxyBinary;
import org.joulelake.faults.plan.FaultKind;
import org.joulelake.faults.plan.FaultPlan;

/** The short form of {@code whole-lake.sh}. */
@Timeout(900)
class WholeLakeTest {

    /** Those of the edge first, while it measures for sure. */
    private static final List<FaultKind> KINDS = List.of(
            FaultKind.KILL_EDGE,
            FaultKind.POWER_LOSS,
            FaultKind.KILL_BROKERS,
            FaultKind.HOSTILE_MESSAGES,
            FaultKind.REPEATS,
            FaultKind.STORAGE_ERROR,
            FaultKind.KILL_CATALOG,
            FaultKind.KILL_INGEST,
            FaultKind.CATALOG_ANSWERS_LOST,
            FaultKind.STORAGE_CUT,
            FaultKind.KILL_STORAGE);

    private static final SimulatedDevices DEVICES = new SimulatedDevices(2, 200_000, 100, 1);

    @TempDir
    private Path folder;

    @Test
    void eachSampleIsInTheLakeOnceWhateverIsKilledOrCutOff() throws Exception {
        Optional<Path> toxiproxy = ToxiproxyBinary.find();
        assumeTrue(toxiproxy.isPresent(), ToxiproxyBinary.ADVICE);
        PrintWriter out = new PrintWriter(System.out);

        LakeReport report = new WholeLake(folder, DEVICES, SpoolPolicy.KEEP_ALL, Optional.empty(), out)
                .run(
                        toxiproxy.get(),
                        EnumSet.copyOf(KINDS),
                        possible -> FaultPlan.once(BrokerCluster.SIZE, KINDS, Duration.ofSeconds(2))
                                .iterator(),
                        elapsed -> true);

        report.print(out);
        assertThat(report.faults()).hasSize(KINDS.size());
        assertThat(report.examined().lake().samplesSent())
                .as("current, voltage and derived power")
                .isEqualTo(2 * 3 * 200_000L * 100);
        assertThat(report.examined().lake().samplesLost()).isZero();
        assertThat(report.passed()).as("%s", report).isTrue();
    }
}
