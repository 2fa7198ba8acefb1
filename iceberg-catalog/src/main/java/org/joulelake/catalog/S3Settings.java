package org.joulelake.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;

/**
 * How to reach S3-compatible storage.
 *
 * @param endpoint where it is, such as {@code http://127.0.0.1:9000}; empty for AWS itself
 * @param region its region; most other servers than AWS take any
 * @param pathStyleAccess whether the bucket is part of the path instead of the host name
 * @param accessKeyId key; empty for the default chain of the AWS SDK
 * @param secretAccessKey secret of the key; present if the key is
 */
public record S3Settings(
        Optional<String> endpoint,
        String region,
        boolean pathStyleAccess,
        Optional<String> accessKeyId,
        Optional<String> secretAccessKey) {

    private static final Pattern LOCATION = Pattern.compile("s3a?://([^/]+)(/.*)?");
    private static final String DEFAULT_REGION = "us-east-1";
    private static final String ACCESS_KEY_ID = "s3.access-key-id";
    private static final String SECRET_ACCESS_KEY = "s3.secret-access-key";

    /** The bucket of a location such as {@code s3://joulelake/warehouse}; empty if the location is none of S3. */
    static Optional<String> bucketIn(String location) {
        Matcher matcher = LOCATION.matcher(location);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** From the settings {@code s3.endpoint}, {@code s3.region}, {@code s3.path-style-access} and the two keys. */
    public static S3Settings from(Settings settings) {
        requireBoth(settings, ACCESS_KEY_ID, SECRET_ACCESS_KEY);
        requireBoth(settings, SECRET_ACCESS_KEY, ACCESS_KEY_ID);
        Optional<String> endpoint = SettingChecks.httpAddress(settings, "s3.endpoint");
        return new S3Settings(
                endpoint,
                settings.get("s3.region").orElse(DEFAULT_REGION),
                SettingChecks.flag(settings, "s3.path-style-access").orElse(endpoint.isPresent()),
                settings.get(ACCESS_KEY_ID),
                settings.get(SECRET_ACCESS_KEY));
    }

    private static void requireBoth(Settings settings, String name, String other) {
        if (settings.get(name).isPresent() && settings.get(other).isEmpty()) {
            throw new CommandException(name + " is set but " + other
                    + " is not; set both, or neither to take keys from where the AWS SDK looks for them");
        }
    }

    /** As the settings that {@link #from} reads, the secret among them. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        endpoint.ifPresent(uri -> settings.put("s3.endpoint", uri));
        settings.put("s3.region", region);
        settings.put("s3.path-style-access", Boolean.toString(pathStyleAccess));
        accessKeyId.ifPresent(key -> settings.put(ACCESS_KEY_ID, key));
        secretAccessKey.ifPresent(key -> settings.put(SECRET_ACCESS_KEY, key));
        return settings;
    }

    /** As Iceberg's S3FileIO wants it. */
    public Map<String, String> icebergProperties() {
        Map<String, String> properties = new HashMap<>();
        // AWS checks uploads against a checksum; not every other server knows how.
        endpoint.ifPresentOrElse(
                uri -> properties.put("s3.endpoint", uri), () -> properties.put("s3.checksum-enabled", "true"));
        properties.put("client.region", region);
        properties.put("s3.path-style-access", Boolean.toString(pathStyleAccess));
        accessKeyId.ifPresent(key -> properties.put(ACCESS_KEY_ID, key));
        secretAccessKey.ifPresent(key -> properties.put(SECRET_ACCESS_KEY, key));
        return properties;
    }

    /** As Hadoop's S3A wants it; Spark keeps checkpoints there. */
    public Map<String, String> hadoopProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        endpoint.ifPresent(uri -> properties.put("fs.s3a.endpoint", uri));
        properties.put("fs.s3a.endpoint.region", region);
        properties.put("fs.s3a.path.style.access", Boolean.toString(pathStyleAccess));
        accessKeyId.ifPresent(key -> {
            properties.put("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
            properties.put("fs.s3a.access.key", key);
        });
        secretAccessKey.ifPresent(key -> properties.put("fs.s3a.secret.key", key));
        return properties;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint.orElse("AWS") + ", region=" + region + "]";
    }
}
