package org.joulelake.catalog;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

import java.util.Optional;

import org.joulelake.cli.CommandException;

/** The bucket of the warehouse. */
final class Bucket {

    private static final String AWS = "https://s3.amazonaws.com";

    private final String name;
    private final S3Settings s3;

    private Bucket(String name, S3Settings s3) {
        this.name = name;
        this.s3 = s3;
    }

    /**
     * Makes the bucket if it is missing; says what it did. A warehouse that is only a name belongs to a catalog that
     * knows its bucket itself.
     *
     * @throws CommandException if the storage cannot be reached or does not let us
     */
    static Optional<String> ensure(CatalogSettings settings) {
        return S3Settings.bucketIn(settings.warehouse())
                .filter(name -> new Bucket(name, settings.s3()).make())
                .map(name -> "created bucket " + name);
    }

    private boolean make() {
        try (MinioClient client = client()) {
            return !exists(client) && Race.won(() -> make(client), () -> exists(client));
        } catch (CommandException e) {
            throw e;
        } catch (Exception e) {
            throw unusable(e);
        }
    }

    private boolean exists(MinioClient client) {
        try {
            return client.bucketExists(BucketExistsArgs.builder().bucket(name).build());
        } catch (Exception e) {
            throw unusable(e);
        }
    }

    private void make(MinioClient client) {
        try {
            client.makeBucket(
                    MakeBucketArgs.builder().bucket(name).region(s3.region()).build());
        } catch (Exception e) {
            throw unusable(e);
        }
    }

    private CommandException unusable(Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new CommandException(
                "cannot use bucket " + name + " at " + s3.endpoint().orElse(AWS) + ": " + cause.getMessage()
                        + "; check catalog.warehouse, s3.endpoint and the keys",
                cause);
    }

    private MinioClient client() {
        MinioClient client = MinioClient.builder()
                .endpoint(s3.endpoint().orElse(AWS))
                .region(s3.region())
                .credentialsProvider(credentials())
                .build();
        if (s3.endpoint().isPresent() && !s3.pathStyleAccess()) {
            client.enableVirtualStyleEndpoint();
        }
        return client;
    }

    private Provider credentials() {
        return s3.accessKeyId()
                .<Provider>map(id -> new StaticProvider(id, s3.secretAccessKey().orElse(""), null))
                .orElse(Bucket::fromDefaultChain);
    }

    /** The same chain that reads and writes the tables, so that the bucket needs no keys of its own. */
    private static Credentials fromDefaultChain() {
        try (DefaultCredentialsProvider chain =
                DefaultCredentialsProvider.builder().build()) {
            AwsCredentials found = chain.resolveCredentials();
            String token = found instanceof AwsSessionCredentials session ? session.sessionToken() : null;
            return new Credentials(found.accessKeyId(), found.secretAccessKey(), token, null);
        }
    }
}
