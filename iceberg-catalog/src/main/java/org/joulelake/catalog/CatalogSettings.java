package org.joulelake.catalog;

import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;

public record CatalogSettings(
        CatalogKind kind, String uri, String warehouse, S3Settings s3, Map<String, String> extra) {

    /** Name of the catalog in Spark. */
    public static final String NAME = "lake";

    public static CatalogSettings from(Settings settings) {
        CatalogKind kind =
                CatalogKind.valueOf(settings.get("catalog.kind").orElse("rest").toUpperCase(Locale.ROOT));
        return new CatalogSettings(
                kind,
                settings.get("catalog.uri").orElseThrow(() -> new CommandException("catalog.uri is not set")),
                settings.get("catalog.warehouse").orElse("s3://joulelake/warehouse"),
                S3Settings.from(settings),
                settings.withoutPrefix("catalog.property."));
    }

    public Map<String, String> icebergProperties() {
        Map<String, String> properties = new HashMap<>(s3.icebergProperties());
        properties.put(CatalogProperties.CATALOG_IMPL, kind.implementation());
        properties.put(CatalogProperties.URI, uri);
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put(CatalogProperties.FILE_IO_IMPL, "org.apache.iceberg.aws.s3.S3FileIO");
        properties.putAll(extra);
        return properties;
    }

    public Map<String, String> sparkProperties() {
        Map<String, String> properties = new HashMap<>();
        String catalog = "spark.sql.catalog." + NAME;
        properties.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
        icebergProperties().forEach((name, value) -> properties.put(catalog + "." + name, value));
        // A cached table would hide commits of the last half minute.
        properties.put(catalog + "." + CatalogProperties.CACHE_ENABLED, "false");
        s3.hadoopProperties().forEach((name, value) -> properties.put("spark.hadoop." + name, value));
        properties.put("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
        properties.put("spark.sql.defaultCatalog", NAME);
        properties.put("spark.sql.session.timeZone", "UTC");
        return properties;
    }

    public Catalog open() {
        return CatalogUtil.buildIcebergCatalog(NAME, icebergProperties(), null);
    }
}
