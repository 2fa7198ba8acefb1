package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

import org.joulelake.cli.CommandException;

class IngestMetricsTest {

    private static final Instant COMMITTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final long NEWEST_NANOS = (COMMITTED.getEpochSecond() - 3) * 1_000_000_000L;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final IngestMetrics metrics = new IngestMetrics(registry);

    @Test
    void countersAddUpOverBatchesAndAreServedOverHttp() throws Exception {
        BatchCounts first = BatchCounts.block(100, 40, NEWEST_NANOS - 1)
                .plus(BatchCounts.block(200, 50, NEWEST_NANOS))
                .plus(BatchCounts.refused());
        metrics.committed(report(first, 1_000));
        metrics.committed(report(BatchCounts.block(1, 2, NEWEST_NANOS).plus(BatchCounts.known()), 10));

        try (MetricsEndpoint endpoint = MetricsEndpoint.start(registry, 0)) {
            assertThat(get(endpoint, "/metrics").body().lines())
                    .contains(
                            "joulelake_ingest_blocks_total 3.0",
                            "joulelake_ingest_samples_total 301.0",
                            "joulelake_ingest_quarantined_total 1.0",
                            "joulelake_ingest_repeated_total 1.0",
                            "joulelake_ingest_message_bytes_total 92.0",
                            "joulelake_ingest_file_bytes_total 1010.0",
                            "joulelake_ingest_batch_seconds_count 2",
                            "joulelake_ingest_batch_seconds_sum 4.0",
                            "joulelake_ingest_freshness_seconds 3.0");
        }
    }

    @Test
    void freshnessIsThatOfTheLastBatchThatHadBlocks() {
        metrics.committed(report(BatchCounts.block(1, 2, NEWEST_NANOS), 10));
        metrics.committed(report(BatchCounts.refused(), 0));

        assertThat(registry.scrape().lines()).contains("joulelake_ingest_freshness_seconds 3.0");
    }

    @Test
    void endpointSaysWhatItServes() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.start(registry, 0)) {
            HttpResponse<String> response = get(endpoint, "/metrics");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(get(endpoint, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void portInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> MetricsEndpoint.start(registry, taken.getLocalPort()))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("cannot serve metrics on port " + taken.getLocalPort() + ": ");
        }
    }

    private static BatchReport report(BatchCounts counts, long fileBytes) {
        return new BatchReport(
                1, counts, fileBytes, Duration.ofSeconds(2), COMMITTED, OptionalLong.of(17), 3, Map.of());
    }

    private static HttpResponse<String> get(MetricsEndpoint endpoint, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
