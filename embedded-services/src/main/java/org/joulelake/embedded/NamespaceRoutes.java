package org.joulelake.embedded;

import static org.apache.iceberg.rest.ResourcePaths.V1_NAMESPACE;
import static org.apache.iceberg.rest.ResourcePaths.V1_NAMESPACES;
import static org.apache.iceberg.rest.ResourcePaths.V1_NAMESPACE_PROPERTIES;

import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;

import java.util.List;

/** Namespaces of the REST catalog protocol. */
final class NamespaceRoutes {

    private final SupportsNamespaces catalog;

    NamespaceRoutes(SupportsNamespaces catalog) {
        this.catalog = catalog;
    }

    List<CatalogRoute> routes() {
        return List.of(
                new CatalogRoute("GET", V1_NAMESPACES, this::list),
                new CatalogRoute("POST", V1_NAMESPACES, this::create),
                new CatalogRoute("HEAD", V1_NAMESPACE, this::exists),
                new CatalogRoute("GET", V1_NAMESPACE, this::load),
                new CatalogRoute("DELETE", V1_NAMESPACE, this::drop),
                new CatalogRoute("POST", V1_NAMESPACE_PROPERTIES, this::update));
    }

    private RESTResponse list(CatalogRequest request) {
        return request.pageSize()
                .map(size -> CatalogHandlers.listNamespaces(catalog, request.parent(), request.pageToken(), size))
                .orElseGet(() -> CatalogHandlers.listNamespaces(catalog, request.parent()));
    }

    private RESTResponse create(CatalogRequest request) {
        return CatalogHandlers.createNamespace(catalog, request.body(CreateNamespaceRequest.class));
    }

    private RESTResponse exists(CatalogRequest request) {
        CatalogHandlers.namespaceExists(catalog, request.namespace());
        return null;
    }

    private RESTResponse load(CatalogRequest request) {
        return CatalogHandlers.loadNamespace(catalog, request.namespace());
    }

    private RESTResponse drop(CatalogRequest request) {
        CatalogHandlers.dropNamespace(catalog, request.namespace());
        return null;
    }

    private RESTResponse update(CatalogRequest request) {
        return CatalogHandlers.updateNamespaceProperties(
                catalog, request.namespace(), request.body(UpdateNamespacePropertiesRequest.class));
    }
}
