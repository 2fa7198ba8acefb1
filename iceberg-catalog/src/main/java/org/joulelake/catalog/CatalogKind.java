package org.joulelake.catalog;

import java.util.Locale;

/** Kinds of catalog; each is an implementation that comes with Iceberg. */
public enum CatalogKind {
    REST("org.apache.iceberg.rest.RESTCatalog"),
    JDBC("org.apache.iceberg.jdbc.JdbcCatalog"),
    GLUE("org.apache.iceberg.aws.glue.GlueCatalog");

    private final String implementation;

    CatalogKind(String implementation) {
        this.implementation = implementation;
    }

    /** The kind as settings and messages write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String implementation() {
        return implementation;
    }
}
