package org.joulelake.local.python;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.joulelake.catalog.CatalogKind;
import org.joulelake.catalog.CatalogSettings;

/**
 * A catalog as environment variables that PyIceberg reads, under the name {@code lake}. A dot of a property is {@code __}, a dash
 * {@code _} there (<a href="https://py.iceberg.apache.org/configuration/">its configuration</a>).
 */
public final class PyIcebergVariables {

    private static final String PREFIX = "PYICEBERG_CATALOG__" + CatalogSettings.NAME.toUpperCase(Locale.ROOT);
    private static final Pattern JDBC = Pattern.compile("jdbc:(postgresql|sqlite):(//)?(.*)");

    private PyIcebergVariables() {}

    /** All that PyIceberg needs to reach the catalog and its storage, secrets among it. */
    public static Map<String, String> of(CatalogSettings settings) {
        Map<String, String> variables = new TreeMap<>();
        put(variables, "TYPE", type(settings.kind()));
        settings.uri().ifPresent(uri -> put(variables, "URI", uri(settings, uri)));
        put(variables, "WAREHOUSE", settings.warehouse());
        settings.s3().endpoint().ifPresent(endpoint -> put(variables, "S3__ENDPOINT", endpoint));
        put(variables, "S3__REGION", settings.s3().region());
        settings.s3().accessKeyId().ifPresent(key -> put(variables, "S3__ACCESS_KEY_ID", key));
        settings.s3().secretAccessKey().ifPresent(key -> put(variables, "S3__SECRET_ACCESS_KEY", key));
        if (settings.kind() == CatalogKind.REST) {
            // Tokens and the like have the same names in Iceberg and PyIceberg.
            settings.extra().forEach((name, value) -> put(variables, variable(name), value));
        }
        return variables;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('-', '_').replace(".", "__");
    }

    private static void put(Map<String, String> variables, String name, String value) {
        variables.put(PREFIX + "__" + name, value);
    }

    private static String type(CatalogKind kind) {
        return switch (kind) {
            case REST -> "rest";
            case JDBC -> "sql";
            case GLUE -> "glue";
        };
    }

    /** SQLAlchemy's way to write the address of a database; user and password are part of it. */
    private static String uri(CatalogSettings settings, String uri) {
        Matcher jdbc = JDBC.matcher(uri);
        if (settings.kind() != CatalogKind.JDBC || !jdbc.matches()) {
            return uri;
        }
        if (jdbc.group(1).equals("sqlite")) {
            return "sqlite:///" + jdbc.group(3);
        }
        String user = settings.extra().getOrDefault("jdbc.user", "");
        String password = settings.extra().getOrDefault("jdbc.password", "");
        String login = user.isEmpty() ? "" : encoded(user) + (password.isEmpty() ? "" : ":" + encoded(password)) + "@";
        return "postgresql+psycopg2://" + login + jdbc.group(3);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
