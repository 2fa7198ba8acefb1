package org.joulelake.faults.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The HTTP interface of toxiproxy: JSON in, and of the answer only whether it is good. */
final class ToxiproxyApi {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;

    ToxiproxyApi(URI server) {
        this.server = server;
    }

    boolean answers() throws InterruptedException {
        try {
            return isGood(exchange(request("/version").GET().build()));
        } catch (IOException notYet) {
            return false;
        }
    }

    void post(String path, String json) throws InterruptedException {
        require(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** Removes what was posted before. */
    void delete(String path) throws InterruptedException {
        require(request(path).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(LONGEST_ANSWER);
    }

    private void require(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = exchange(request);
            if (!isGood(answer)) {
                throw new IllegalStateException("toxiproxy answers %d to %s %s: %s"
                        .formatted(
                                answer.statusCode(),
                                request.method(),
                                request.uri().getPath(),
                                answer.body().strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("toxiproxy does not answer: " + e.getMessage(), e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static boolean isGood(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2;
    }
}
