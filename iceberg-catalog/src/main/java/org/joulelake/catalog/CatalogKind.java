package org.joulelake.catalog;

/** Kinds of catalog; each is an implementation that comes with Iceberg. */
public enum CatalogKind {
    REST("org.apache.iceberg.rest.RESTCatalog"),
    JDBC("org.apache.iceberg.jdbc.JdbcCatalog"),
    GLUE("org.apache.iceberg.aws.glue.GlueCatalog");

    private final String implementation;

    CatalogKind(String implementation) {
        this.implementation = implementation;
    }

    String implementation() {
        return implementation;
    }
}
