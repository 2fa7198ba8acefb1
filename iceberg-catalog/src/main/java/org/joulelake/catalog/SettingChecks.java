package org.joulelake.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;

/** Reads settings that are more than text; what makes no sense is refused with the name of the setting. */
final class SettingChecks {

    private SettingChecks() {}

    /** One of the constants, in any case of letters. */
    static <E extends Enum<E>> Optional<E> choice(Settings settings, String name, Class<E> type) {
        return settings.get(name).map(value -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () -> new CommandException(name + " is '" + value + "'; it must be one of " + namesOf(type))));
    }

    /** The constants as a user writes them. */
    static <E extends Enum<E>> String namesOf(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static Optional<Boolean> flag(Settings settings, String name) {
        return settings.get(name).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new CommandException(name + " is '" + value + "'; it must be true or false");
        });
    }

    /** An address of HTTP, without a user or password in it. */
    static Optional<String> httpAddress(Settings settings, String name) {
        Optional<String> address = settings.get(name);
        address.filter(value -> !isHttp(value)).ifPresent(value -> {
            throw new CommandException(name + " is '" + withoutSecrets(value)
                    + "'; it must be an address such as http://127.0.0.1:9000," + " without user or password");
        });
        return address;
    }

    /** The address without what may be a secret in it: user and password before the host, and all after a {@code ?}. */
    static String withoutSecrets(String address) {
        return address.replaceFirst("//[^/?]*@", "//").replaceFirst("\\?.*", "");
    }

    private static boolean isHttp(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
