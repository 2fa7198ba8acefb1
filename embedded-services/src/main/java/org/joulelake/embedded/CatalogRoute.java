package org.joulelake.embedded;

import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTResponse;

import java.util.HashMap;
import java.util.Map;

/**
 * One operation of the REST catalog protocol.
 *
 * @param method the HTTP method
 * @param template the path as the protocol writes it, variables in braces
 * @param handler what the operation does
 */
record CatalogRoute(String method, String template, Handler handler) {

    /** This catalog tells its clients no prefix, so their paths lack it. */
    private static final String PREFIX = "/{prefix}";

    /** Does an operation; null is an answer without a body. */
    @FunctionalInterface
    interface Handler {
        RESTResponse handle(CatalogRequest request);
    }

    /** Whether this is the route of a request; {@code path} is not decoded. */
    boolean matches(String requestMethod, String path) {
        return method.equals(requestMethod) && variables(path) != null;
    }

    /** The variables of a path, not decoded; null if the path is not one of this route. */
    Map<String, String> variables(String path) {
        String[] expected = template.replace(PREFIX, "").split("/", -1);
        String[] actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{")) {
                variables.put(expected[i].substring(1, expected[i].length() - 1), actual[i]);
            } else if (!expected[i].equals(actual[i])) {
                return null;
            }
        }
        return variables;
    }

    /** How the protocol's configuration lists this route. */
    Endpoint endpoint() {
        return Endpoint.create(method, template);
    }
}
