package org.joulelake.faults.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.joulelake.faults.process.LoopbackPorts;

@Timeout(60)
class S3FrontTest {

    private final List<String> stored = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer storage;
    private S3Front front;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        // As S3 servers do, it says that it closes when asked to: the JDK's server closes without a word, and then a
        // client
        // may send its next request on a connection that is about to end.
        storage = HttpServer.create(new InetSocketAddress(InetAddress.getByName(LoopbackPorts.HOST), 0), 0);
        storage.createContext("/", exchange -> {
            stored.add(new String(exchange.getRequestBody().readAllBytes()));
            byte[] answer = ("stored " + exchange.getRequestURI()).getBytes();
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        storage.start();
        int port = LoopbackPorts.free(1).remove();
        front = S3Front.start(port, storage.getAddress().getPort());
        uri = URI.create("http://" + LoopbackPorts.HOST + ":" + port + "/bucket/key");
    }

    @AfterEach
    void stop() throws IOException {
        front.close();
        storage.stop(0);
    }

    @Test
    void handsRequestsAndAnswersOn() throws Exception {
        String large = "x".repeat(3_000_000);

        assertThat(put(large, false).body()).isEqualTo("stored /bucket/key");
        assertThat(put("small", true).statusCode()).isEqualTo(200);
        assertThat(stored).containsExactly(large, "small");
        assertThat(front.troubled()).isZero();
    }

    @Test
    void refusesWithoutDoing() throws Exception {
        front.answerWith(S3Trouble.SLOW_DOWN);

        HttpResponse<String> answer = put("x".repeat(100_000), false);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("<Code>SlowDown</Code>");
        assertThat(stored).isEmpty();
        assertThat(front.troubled()).isEqualTo(1);
    }

    @Test
    void doesAndSaysThatItFailed() throws Exception {
        front.answerWith(S3Trouble.DONE_BUT_FAILED);

        assertThat(put("first", false).statusCode()).isEqualTo(500);
        assertThat(put("second", true).statusCode()).isEqualTo(500);
        assertThat(stored).containsExactly("first", "second");

        front.answerWith(S3Trouble.NONE);
        assertThat(put("third", false).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> put(String body, boolean expectContinue) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .expectContinue(expectContinue)
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
