package org.joulelake.embedded;

import com.sun.net.httpserver.HttpExchange;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTUtil;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the catalog.
 *
 * @param path variables of the path, not decoded
 * @param query parameters of the query, decoded
 * @param delegatesAccess whether the client asks for the storage settings of each table
 * @param body the JSON text; empty where there is none
 */
record CatalogRequest(Map<String, String> path, Map<String, String> query, boolean delegatesAccess, byte[] body) {

    /** A commit carries changes of metadata, not data; 16 MiB is more than any. */
    private static final int MAX_BODY_BYTES = 16 << 20;

    private static final String NAMESPACE_SEPARATOR = "%1F";
    private static final String ACCESS_DELEGATION = "X-Iceberg-Access-Delegation";

    static CatalogRequest of(CatalogRoute route, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("The request is longer than " + MAX_BODY_BYTES + " bytes");
        }
        URI uri = exchange.getRequestURI();
        return new CatalogRequest(
                route.variables(uri.getRawPath()),
                uri.getRawQuery() == null ? Map.of() : RESTUtil.decodeFormData(uri.getRawQuery()),
                exchange.getRequestHeaders().containsKey(ACCESS_DELEGATION),
                body);
    }

    Namespace namespace() {
        return RESTUtil.decodeNamespace(path.get("namespace"), NAMESPACE_SEPARATOR);
    }

    TableIdentifier table() {
        return TableIdentifier.of(namespace(), RESTUtil.decodeString(path.get("table")));
    }

    TableIdentifier view() {
        return TableIdentifier.of(namespace(), RESTUtil.decodeString(path.get("view")));
    }

    /** The namespace to list; empty for the root. */
    Namespace parent() {
        String parent = query.getOrDefault("parent", "");
        return parent.isEmpty() ? Namespace.empty() : RESTUtil.namespaceFromQueryParam(parent);
    }

    /** How many names a list should give at once; empty for all. */
    Optional<String> pageSize() {
        return Optional.ofNullable(query.get("pageSize"));
    }

    /** Where a list goes on; null for its beginning. */
    String pageToken() {
        return query.get("pageToken");
    }

    /** The body as an object of the protocol. */
    <T> T body(Class<T> type) {
        return CatalogJson.read(body, type);
    }
}
