package org.joulelake.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ingest tells of itself in its last life, as Prometheus would hear it.
 *
 * @param lostRecords records that were deleted from the topic before they were read
 * @param behindRecords records that the topic had after the last commit; NaN before the first
 */
record IngestMetricsPage(double lostRecords, double behindRecords) {

    private static final String PREFIX = "joulelake_ingest_";

    static IngestMetricsPage read(LakePorts ports) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(LakePorts.address(ports.metrics()) + "/metrics"))
                .build();
        try {
            String page = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            return new IngestMetricsPage(value(page, "lost_total"), value(page, "behind_records"));
        } catch (IOException e) {
            throw new UncheckedIOException("the ingest serves no metrics: " + e.getMessage(), e);
        }
    }

    static double value(String page, String name) {
        Matcher line =
                Pattern.compile("(?m)^%s%s (\\S+)$".formatted(PREFIX, name)).matcher(page);
        if (!line.find()) {
            throw new IllegalArgumentException("no " + PREFIX + name + " in " + page);
        }
        return Double.parseDouble(line.group(1));
    }

    /** Whether it says that it has read all there was. */
    boolean saysAllTaken() {
        return lostRecords == 0 && !(behindRecords > 0);
    }
}
