package org.joulelake.spark.catalog;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;

/**
 * The lake as a catalog of a Spark session that is not ours. It is reached by the settings of the commands: the file that the
 * option {@code config} names, else that of {@code JOULELAKE_CONFIG}, and the environment; without any, by a running
 * {@code joulelake up}. No secret gets into Spark's configuration or onto a command line.
 */
public final class LakeCatalog extends SparkCatalog {

    /** Option that names a settings file. */
    public static final String CONFIG = "config";

    /** Called by Spark. */
    public LakeCatalog() {}

    /** Further options of the catalog win over the settings. */
    @Override
    protected Catalog buildIcebergCatalog(String name, CaseInsensitiveStringMap options) {
        Map<String, String> properties = new HashMap<>(settings(options).icebergProperties());
        properties.putAll(options.asCaseSensitiveMap());
        return super.buildIcebergCatalog(name, new CaseInsensitiveStringMap(properties));
    }

    private static CatalogSettings settings(CaseInsensitiveStringMap options) {
        try {
            return CatalogSettings.from(Settings.load(
                    Optional.ofNullable(options.get(CONFIG))
                            .filter(file -> !file.isBlank())
                            .map(Path::of),
                    System.getenv()));
        } catch (CommandException e) {
            // Python sees the message of this kind without a trace of Java.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
