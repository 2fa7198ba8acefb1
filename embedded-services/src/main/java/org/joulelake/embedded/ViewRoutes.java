package org.joulelake.embedded;

import static org.apache.iceberg.rest.ResourcePaths.V1_VIEW;
import static org.apache.iceberg.rest.ResourcePaths.V1_VIEWS;
import static org.apache.iceberg.rest.ResourcePaths.V1_VIEW_REGISTER;
import static org.apache.iceberg.rest.ResourcePaths.V1_VIEW_RENAME;

import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.RegisterViewRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

import java.util.List;

/** Views of the REST catalog protocol. */
final class ViewRoutes {

    private final ViewCatalog catalog;

    ViewRoutes(ViewCatalog catalog) {
        this.catalog = catalog;
    }

    List<CatalogRoute> routes() {
        return List.of(
                new CatalogRoute("GET", V1_VIEWS, this::list),
                new CatalogRoute("POST", V1_VIEWS, this::create),
                new CatalogRoute("HEAD", V1_VIEW, this::exists),
                new CatalogRoute("GET", V1_VIEW, this::load),
                new CatalogRoute("POST", V1_VIEW, this::update),
                new CatalogRoute("DELETE", V1_VIEW, this::drop),
                new CatalogRoute("POST", V1_VIEW_RENAME, this::rename),
                new CatalogRoute("POST", V1_VIEW_REGISTER, this::register));
    }

    private RESTResponse list(CatalogRequest request) {
        return request.pageSize()
                .map(size -> CatalogHandlers.listViews(catalog, request.namespace(), request.pageToken(), size))
                .orElseGet(() -> CatalogHandlers.listViews(catalog, request.namespace()));
    }

    private RESTResponse create(CatalogRequest request) {
        return CatalogHandlers.createView(catalog, request.namespace(), request.body(CreateViewRequest.class));
    }

    private RESTResponse exists(CatalogRequest request) {
        CatalogHandlers.viewExists(catalog, request.view());
        return null;
    }

    private RESTResponse load(CatalogRequest request) {
        return CatalogHandlers.loadView(catalog, request.view());
    }

    private RESTResponse update(CatalogRequest request) {
        return CatalogHandlers.updateView(catalog, request.view(), request.body(UpdateTableRequest.class));
    }

    private RESTResponse drop(CatalogRequest request) {
        CatalogHandlers.dropView(catalog, request.view());
        return null;
    }

    private RESTResponse rename(CatalogRequest request) {
        CatalogHandlers.renameView(catalog, request.body(RenameTableRequest.class));
        return null;
    }

    private RESTResponse register(CatalogRequest request) {
        return CatalogHandlers.registerView(catalog, request.namespace(), request.body(RegisterViewRequest.class));
    }
}
