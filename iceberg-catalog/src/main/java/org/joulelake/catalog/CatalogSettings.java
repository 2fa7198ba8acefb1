package org.joulelake.catalog;

import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;

/**
 * How to reach the catalog of the lake and the storage below it.
 *
 * @param kind what kind of catalog it is
 * @param uri where it is; empty for Glue
 * @param warehouse where new tables go, such as {@code s3://joulelake/warehouse}
 * @param partitioning how {@code power.blocks} is partitioned when it is made
 * @param s3 the storage
 * @param extra further Iceberg catalog properties, user and password of a database among them
 */
public record CatalogSettings(
        CatalogKind kind,
        Optional<String> uri,
        String warehouse,
        Partitioning partitioning,
        S3Settings s3,
        Map<String, String> extra) {

    /** Name of the catalog in Spark. */
    public static final String NAME = "lake";

    /** Where tables go unless the settings say otherwise. */
    public static final String DEFAULT_WAREHOUSE = "s3://joulelake/warehouse";

    /** Takes a copy of the map. */
    public CatalogSettings {
        extra = Map.copyOf(extra);
    }

    /**
     * From the settings {@code catalog.*} and {@code s3.*}; where there is no {@code catalog.kind}, the stack of a
     * running {@code joulelake up}.
     *
     * @throws CommandException if one is missing or makes no sense
     */
    public static CatalogSettings from(Settings settings) {
        Optional<CatalogKind> kind = SettingChecks.choice(settings, "catalog.kind", CatalogKind.class);
        if (kind.isEmpty()) {
            refuseWithoutKind(settings);
            return from(Settings.of(LocalStackDefaults.SETTINGS));
        }
        return new CatalogSettings(
                kind.get(),
                uri(settings, kind.get()),
                warehouse(settings, kind.get()),
                SettingChecks.choice(settings, "catalog.partitioning", Partitioning.class)
                        .orElse(Partitioning.HOUR),
                S3Settings.from(settings),
                extra(settings));
    }

    /** Settings that would be passed over must not be: the lake asked would be another than the one meant. */
    private static void refuseWithoutKind(Settings settings) {
        Stream.of("catalog.", "s3.")
                .flatMap(prefix ->
                        settings.withoutPrefix(prefix).keySet().stream().map(prefix::concat))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(name + " is set but catalog.kind is not; set it to one of "
                            + SettingChecks.namesOf(CatalogKind.class));
                });
    }

    private static Optional<String> uri(Settings settings, CatalogKind kind) {
        if (kind == CatalogKind.REST) {
            SettingChecks.httpAddress(settings, "catalog.uri");
        }
        Optional<String> uri = settings.get("catalog.uri");
        if (uri.isEmpty() && kind != CatalogKind.GLUE) {
            throw new CommandException("catalog.uri is not set; a catalog of kind " + kind.word() + " needs it");
        }
        if (kind == CatalogKind.JDBC && !uri.get().startsWith("jdbc:")) {
            throw new CommandException("catalog.uri is '" + SettingChecks.withoutSecrets(uri.get())
                    + "'; for kind jdbc it must be an address such as jdbc:postgresql://host/database");
        }
        return uri;
    }

    /** A REST catalog may have names of its own for warehouses. */
    private static String warehouse(Settings settings, CatalogKind kind) {
        String warehouse = settings.get("catalog.warehouse").orElse(DEFAULT_WAREHOUSE);
        if (kind != CatalogKind.REST && S3Settings.bucketIn(warehouse).isEmpty()) {
            throw new CommandException("catalog.warehouse is '" + warehouse
                    + "'; it must be a bucket and a folder such as " + DEFAULT_WAREHOUSE);
        }
        return warehouse;
    }

    private static Map<String, String> extra(Settings settings) {
        Map<String, String> extra = new HashMap<>(settings.withoutPrefix("catalog.property."));
        settings.get("catalog.user").ifPresent(user -> extra.put("jdbc.user", user));
        settings.get("catalog.password").ifPresent(password -> extra.put("jdbc.password", password));
        return extra;
    }

    /** As the settings that {@link #from} reads, secrets among them. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(s3.settings());
        settings.put("catalog.kind", kind.word());
        uri.ifPresent(address -> settings.put("catalog.uri", address));
        settings.put("catalog.warehouse", warehouse);
        settings.put("catalog.partitioning", partitioning.name());
        extra.forEach((name, value) -> settings.put("catalog.property." + name, value));
        return settings;
    }

    /** As Iceberg wants it. */
    public Map<String, String> icebergProperties() {
        Map<String, String> properties = new HashMap<>(s3.icebergProperties());
        properties.put(CatalogProperties.CATALOG_IMPL, kind.implementation());
        uri.ifPresent(address -> properties.put(CatalogProperties.URI, address));
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put(CatalogProperties.FILE_IO_IMPL, "org.apache.iceberg.aws.s3.S3FileIO");
        if (kind == CatalogKind.JDBC) {
            // Views need the newer layout of the catalog's own tables.
            properties.put("jdbc.schema-version", "V1");
        }
        properties.putAll(extra);
        return properties;
    }

    /** As Spark wants it: the catalog {@link #NAME} as the current one, S3A for checkpoints, times in UTC. */
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

    /** Opens the catalog; the caller closes it if it is closeable. */
    public Catalog open() {
        return CatalogUtil.buildIcebergCatalog(NAME, icebergProperties(), null);
    }

    /** Kind and place in words, without a secret. */
    public String describe() {
        return kind.word() + " catalog"
                + uri.map(address -> " at " + SettingChecks.withoutSecrets(address))
                        .orElse("");
    }

    /** Without a secret. */
    @Override
    public String toString() {
        return "CatalogSettings[" + describe() + ", warehouse=" + warehouse + ", " + s3 + "]";
    }
}
