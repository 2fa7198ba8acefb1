package org.joulelake.embedded;

import static org.apache.iceberg.rest.ResourcePaths.V1_TABLE;
import static org.apache.iceberg.rest.ResourcePaths.V1_TABLES;
import static org.apache.iceberg.rest.ResourcePaths.V1_TABLE_METRICS;
import static org.apache.iceberg.rest.ResourcePaths.V1_TABLE_REGISTER;
import static org.apache.iceberg.rest.ResourcePaths.V1_TABLE_RENAME;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.LoadTableResponse;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of the REST catalog protocol. */
final class TableRoutes {

    private final Catalog catalog;
    private final Map<String, String> clientDefaults;

    TableRoutes(Catalog catalog, Map<String, String> clientDefaults) {
        this.catalog = catalog;
        this.clientDefaults = clientDefaults;
    }

    List<CatalogRoute> routes() {
        return List.of(
                new CatalogRoute("GET", V1_TABLES, this::list),
                new CatalogRoute("POST", V1_TABLES, this::create),
                new CatalogRoute("HEAD", V1_TABLE, this::exists),
                new CatalogRoute("GET", V1_TABLE, this::load),
                new CatalogRoute("POST", V1_TABLE, this::commit),
                new CatalogRoute("DELETE", V1_TABLE, this::drop),
                new CatalogRoute("POST", V1_TABLE_RENAME, this::rename),
                new CatalogRoute("POST", V1_TABLE_REGISTER, this::register),
                new CatalogRoute("POST", V1_TABLE_METRICS, request -> null));
    }

    private RESTResponse list(CatalogRequest request) {
        return request.pageSize()
                .map(size -> CatalogHandlers.listTables(catalog, request.namespace(), request.pageToken(), size))
                .orElseGet(() -> CatalogHandlers.listTables(catalog, request.namespace()));
    }

    private RESTResponse create(CatalogRequest request) {
        CreateTableRequest table = request.body(CreateTableRequest.class);
        LoadTableResponse created = table.stageCreate()
                ? CatalogHandlers.stageTableCreate(catalog, request.namespace(), table)
                : CatalogHandlers.createTable(catalog, request.namespace(), table);
        return withAccess(created, request);
    }

    private RESTResponse exists(CatalogRequest request) {
        CatalogHandlers.tableExists(catalog, request.table());
        return null;
    }

    private RESTResponse load(CatalogRequest request) {
        String snapshots = request.query().getOrDefault("snapshots", SnapshotMode.ALL.name());
        SnapshotMode mode = SnapshotMode.valueOf(snapshots.toUpperCase(Locale.ROOT));
        return withAccess(CatalogHandlers.loadTable(catalog, request.table(), mode), request);
    }

    private RESTResponse commit(CatalogRequest request) {
        return CatalogHandlers.updateTable(catalog, request.table(), request.body(UpdateTableRequest.class));
    }

    private RESTResponse drop(CatalogRequest request) {
        if (Boolean.parseBoolean(request.query().get("purgeRequested"))) {
            CatalogHandlers.purgeTable(catalog, request.table());
        } else {
            CatalogHandlers.dropTable(catalog, request.table());
        }
        return null;
    }

    private RESTResponse rename(CatalogRequest request) {
        CatalogHandlers.renameTable(catalog, request.body(RenameTableRequest.class));
        return null;
    }

    private RESTResponse register(CatalogRequest request) {
        RegisterTableRequest table = request.body(RegisterTableRequest.class);
        return withAccess(CatalogHandlers.registerTable(catalog, request.namespace(), table), request);
    }

    /** Some clients (DuckDB) take storage settings from the table only, and ask for them; others would open more files. */
    private LoadTableResponse withAccess(LoadTableResponse response, CatalogRequest request) {
        if (!request.delegatesAccess()) {
            return response;
        }
        return LoadTableResponse.builder()
                .withTableMetadata(response.tableMetadata())
                .addAllConfig(response.config())
                .addAllConfig(clientDefaults)
                .build();
    }
}
