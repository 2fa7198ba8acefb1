package org.joulelake.embedded;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.responses.ConfigResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All routes that a catalog can serve, and the one that lists them. */
final class CatalogRoutes {

    private static final String CONFIG = "/v1/config";

    private CatalogRoutes() {}

    static List<CatalogRoute> of(Catalog catalog, Map<String, String> clientDefaults) {
        List<CatalogRoute> routes = new ArrayList<>(new TableRoutes(catalog, clientDefaults).routes());
        if (catalog instanceof SupportsNamespaces namespaces) {
            routes.addAll(new NamespaceRoutes(namespaces).routes());
        }
        if (catalog instanceof ViewCatalog views) {
            routes.addAll(new ViewRoutes(views).routes());
        }
        ConfigResponse config = config(routes, clientDefaults);
        routes.add(new CatalogRoute("GET", CONFIG, request -> config));
        return List.copyOf(routes);
    }

    private static ConfigResponse config(List<CatalogRoute> routes, Map<String, String> clientDefaults) {
        List<Endpoint> endpoints = routes.stream().map(CatalogRoute::endpoint).toList();
        return ConfigResponse.builder()
                .withDefaults(clientDefaults)
                .withEndpoints(endpoints)
                .build();
    }
}
