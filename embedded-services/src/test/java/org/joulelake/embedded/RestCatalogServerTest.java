package org.joulelake.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** What the protocol looks like to a client that is not Iceberg's. */
class RestCatalogServerTest {

    private static final String LOST = "lost";

    private final InMemoryCatalog backing = new LosingCatalog();
    private final HttpClient http = HttpClient.newHttpClient();
    private RestCatalogServer server;

    @BeforeEach
    void startServer() {
        backing.initialize("test", Map.of());
        backing.createNamespace(Namespace.of("power"));
        Schema schema = new Schema(Types.NestedField.required(1, "sequence", Types.LongType.get()));
        backing.createTable(TableIdentifier.of("power", "blocks"), schema);
        server = RestCatalogServer.start(backing, Map.of("s3.endpoint", "http://127.0.0.1:9000"), 0);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
        backing.close();
    }

    @Test
    void theConfigurationGivesDefaultsAndListsWhatIsServed() throws Exception {
        HttpResponse<String> config = get("/v1/config?warehouse=any");
        assertThat(config.statusCode()).isEqualTo(200);
        assertThat(config.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(config.body())
                .contains("\"defaults\":{\"s3.endpoint\":\"http://127.0.0.1:9000\"}")
                .contains("\"POST /v1/{prefix}/namespaces/{namespace}/tables/{table}\"")
                .doesNotContain("transactions/commit");
    }

    @Test
    void storageSettingsComeWithATableOnlyWhenAskedFor() throws Exception {
        String path = "/v1/namespaces/power/tables/blocks";
        HttpRequest asking = request(path)
                .header("X-Iceberg-Access-Delegation", "vended-credentials")
                .build();
        assertThat(send(asking).body()).contains("\"config\":{\"s3.endpoint\":\"http://127.0.0.1:9000\"}");
        assertThat(get(path).body()).contains("\"metadata\"").doesNotContain("s3.endpoint");
    }

    @Test
    void namesAreGivenInPages() throws Exception {
        backing.createNamespace(Namespace.of("archive"));
        assertThat(get("/v1/namespaces?pageSize=1&pageToken=").body()).contains("\"next-page-token\":\"1\"");
        assertThat(get("/v1/namespaces?pageSize=x&pageToken=").statusCode()).isEqualTo(400);
    }

    @Test
    void existenceIsAnsweredWithoutABody() throws Exception {
        assertThat(send(head("/v1/namespaces/power/tables/blocks")).statusCode())
                .isEqualTo(204);
        assertThat(send(head("/v1/namespaces/power/tables/none")).statusCode()).isEqualTo(404);
    }

    @Test
    void metricsReportsAreTakenAndForgotten() throws Exception {
        HttpResponse<String> response = post("/v1/namespaces/power/tables/blocks/metrics", "{}");
        assertThat(response.statusCode()).isEqualTo(204);
    }

    @Test
    void aRequestThatIsNoJsonIsRefused() throws Exception {
        HttpResponse<String> response = post("/v1/namespaces", "{\"namespace\": [");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("The request is not a CreateNamespaceRequest")
                .contains("\"type\":\"IllegalArgumentException\"")
                .contains("\"code\":400");
        assertThat(post("/v1/namespaces", "null").statusCode()).isEqualTo(400);
        assertThat(post("/v1/namespaces", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        HttpResponse<String> response = post("/v1/namespaces", " ".repeat((16 << 20) + 1));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("The request is longer than 16777216 bytes");
    }

    @Test
    void whatIsNotServedIsSaid() throws Exception {
        HttpResponse<String> response = post("/v1/transactions/commit", "{}");
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body()).contains("This catalog does not serve POST /v1/transactions/commit");
    }

    @Test
    void aCommitWhoseOutcomeIsUnknownIsNoConflict() throws Exception {
        HttpResponse<String> response = get("/v1/namespaces/power/tables/" + LOST);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"type\":\"CommitStateUnknownException\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpRequest head(String path) {
        return request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Loses its database while it works on one table. */
    private static final class LosingCatalog extends InMemoryCatalog {
        @Override
        public Table loadTable(TableIdentifier identifier) {
            if (identifier.name().equals(LOST)) {
                throw new CommitStateUnknownException(new IllegalStateException("connection lost"));
            }
            return super.loadTable(identifier);
        }
    }
}
