package org.joulelake.faults.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.joulelake.faults.process.LoopbackPorts;

/**
 * What the edge tells of itself, as Prometheus would hear it.
 *
 * @param samples that its spool accepted
 * @param messageBytes bytes of their messages
 * @param backlog messages that Kafka has not acknowledged
 * @param lostMessages that its spool has lost
 * @param troubles all that went wrong with instruments
 */
record EdgeMetricsPage(long samples, long messageBytes, long backlog, long lostMessages, long troubles) {

    private static final String PREFIX = "joulelake_edge_";

    static EdgeMetricsPage read(int port) throws InterruptedException {
        String uri = "http://" + LoopbackPorts.HOST + ":" + port + "/metrics";
        try {
            String page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return of(page);
        } catch (IOException e) {
            throw new UncheckedIOException("the edge serves no metrics: " + e.getMessage(), e);
        }
    }

    static EdgeMetricsPage of(String page) {
        return new EdgeMetricsPage(
                sum(page, "samples_total"),
                sum(page, "message_bytes_total"),
                sum(page, "spool_messages"),
                sum(page, "spool_lost_total"),
                sum(page, "instrument_total"));
    }

    /** Sum over all labels; a counter that is not there is an error. */
    private static long sum(String page, String name) {
        Pattern line = Pattern.compile("(?m)^%s%s(?:\\{.*})? (\\d+)$".formatted(PREFIX, name));
        long[] values = line.matcher(page)
                .results()
                .map(MatchResult::group)
                .mapToLong(text -> Long.parseLong(text.substring(text.lastIndexOf(' ') + 1)))
                .toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException("no " + PREFIX + name + " in " + page);
        }
        return java.util.Arrays.stream(values).sum();
    }
}
