package org.joulelake.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

    private static final String DEFAULT_REGION = "us-east-1";

    /** From the settings {@code s3.endpoint}, {@code s3.region}, {@code s3.path-style-access} and the two keys. */
    public static S3Settings from(Settings settings) {
        Optional<String> endpoint = settings.get("s3.endpoint");
        return new S3Settings(
                endpoint,
                settings.get("s3.region").orElse(DEFAULT_REGION),
                settings.get("s3.path-style-access").map(Boolean::parseBoolean).orElse(endpoint.isPresent()),
                settings.get("s3.access-key-id"),
                settings.get("s3.secret-access-key"));
    }

    /** As Iceberg's S3FileIO wants it. */
    public Map<String, String> icebergProperties() {
        Map<String, String> properties = new HashMap<>();
        // AWS checks uploads against a checksum; not every other server knows how.
        endpoint.ifPresentOrElse(
                uri -> properties.put("s3.endpoint", uri), () -> properties.put("s3.checksum-enabled", "true"));
        properties.put("client.region", region);
        properties.put("s3.path-style-access", Boolean.toString(pathStyleAccess));
        accessKeyId.ifPresent(key -> properties.put("s3.access-key-id", key));
        secretAccessKey.ifPresent(key -> properties.put("s3.secret-access-key", key));
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
