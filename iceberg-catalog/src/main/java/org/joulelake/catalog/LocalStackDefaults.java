package org.joulelake.catalog;

import java.util.Map;

/** How to reach a stack that {@code joulelake up} has started on its usual ports; holds where no catalog is configured. */
final class LocalStackDefaults {

    /** Loopback only, and public: they keep nobody out. */
    static final String ACCESS_KEY_ID = "joulelake";

    static final String SECRET_ACCESS_KEY = "joulelake-local";

    static final Map<String, String> SETTINGS = Map.of(
            "catalog.kind", "rest",
            "catalog.uri", "http://127.0.0.1:8181",
            "s3.endpoint", "http://127.0.0.1:9000",
            "s3.access-key-id", ACCESS_KEY_ID,
            "s3.secret-access-key", SECRET_ACCESS_KEY);

    private LocalStackDefaults() {}
}
