package org.joulelake.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Settings by dotted name, from a properties file and the environment; the environment wins. Flags, which win over
 * both, name their setting in picocli's {@code descriptionKey}.
 *
 * <p>In the environment a setting is upper case after {@code JOULELAKE_}: a dot becomes {@code _}, a dash {@code __}.
 * So {@code kafka.bootstrap.servers} is {@code JOULELAKE_KAFKA_BOOTSTRAP_SERVERS} and {@code s3.access-key-id} is
 * {@code JOULELAKE_S3_ACCESS__KEY__ID}. Secrets belong here, never on a command line.
 */
public final class Settings {

    /** Environment variable that names the settings file when no flag does. */
    public static final String FILE_VARIABLE = "JOULELAKE_CONFIG";

    private static final String PREFIX = "JOULELAKE_";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /** Settings from these values alone. */
    public static Settings of(Map<String, String> values) {
        return new Settings(new TreeMap<>(values));
    }

    /**
     * Reads the file, if there is one, and lays the environment over it.
     *
     * @throws CommandException if the file cannot be read
     */
    public static Settings load(Optional<Path> file, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
                .map(Settings::read)
                .ifPresent(properties -> properties.forEach((key, value) -> values.put((String) key, (String) value)));
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE_VARIABLE)) {
                values.put(settingName(name), value);
            }
        });
        return new Settings(values);
    }

    /** The value of this setting, if it is set. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** All settings whose names start with the prefix, under the rest of their names. */
    public Map<String, String> withoutPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private static String settingName(String variable) {
        return variable.substring(PREFIX.length())
                .toLowerCase(java.util.Locale.ROOT)
                .replace("__", "-")
                .replace('_', '.');
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new CommandException("no settings file " + file + "; check --config or " + FILE_VARIABLE, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("cannot read the settings file " + file + ": " + e.getMessage(), e);
        }
        return properties;
    }
}
