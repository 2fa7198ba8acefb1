package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IngestMetricsPageTest {

    @Test
    void findsANumberAmongOthers() {
        String page =
                "# HELP joulelake_ingest_lost_total x\njoulelake_ingest_lost_total 2.0\njoulelake_ingest_lost 7\n";

        assertThat(IngestMetricsPage.value(page, "lost_total")).isEqualTo(2);
        assertThatThrownBy(() -> IngestMetricsPage.value(page, "behind_records"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIngestThatIsBehindOrHasMissedSomethingHasNotTakenAll() {
        assertThat(new IngestMetricsPage(0, 0).saysAllTaken()).isTrue();
        assertThat(new IngestMetricsPage(0, Double.NaN).saysAllTaken()).isTrue();
        assertThat(new IngestMetricsPage(1, 0).saysAllTaken()).isFalse();
        assertThat(new IngestMetricsPage(0, 1).saysAllTaken()).isFalse();
    }
}
