package org.joulelake.catalog;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.IamAwsProvider;
import io.minio.errors.ErrorResponseException;

import java.net.URI;
import java.util.Optional;

import org.joulelake.cli.CommandException;

/** The bucket of the warehouse. */
final class Bucket {

    private static final String AWS = "https://s3.amazonaws.com";

    private Bucket() {}

    /**
     * Makes the bucket if it is missing; says what it did.
     *
     * @throws CommandException if the storage cannot be reached or does not let us
     */
    static Optional<String> ensure(CatalogSettings settings) {
        URI warehouse = URI.create(settings.warehouse());
        if (!"s3".equals(warehouse.getScheme())) {
            return Optional.empty();
        }
        String bucket = warehouse.getHost();
        try (MinioClient client = client(settings.s3())) {
            if (client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                return Optional.empty();
            }
            client.makeBucket(MakeBucketArgs.builder()
                    .bucket(bucket)
                    .region(settings.s3().region())
                    .build());
            return Optional.of("created bucket " + bucket);
        } catch (ErrorResponseException e) {
            if (e.errorResponse().code().equals("BucketAlreadyOwnedByYou")) {
                return Optional.empty();
            }
            throw unusable(bucket, settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(bucket, settings, e);
        } catch (Exception e) {
            throw unusable(bucket, settings, e);
        }
    }

    private static CommandException unusable(String bucket, CatalogSettings settings, Exception cause) {
        return new CommandException(
                "cannot use bucket " + bucket + " at "
                        + settings.s3().endpoint().orElse(AWS) + ": " + cause.getMessage()
                        + "; check s3.endpoint and the keys",
                cause);
    }

    private static MinioClient client(S3Settings s3) {
        MinioClient.Builder builder =
                MinioClient.builder().endpoint(s3.endpoint().orElse(AWS)).region(s3.region());
        if (s3.accessKeyId().isPresent()) {
            return builder.credentials(
                            s3.accessKeyId().get(), s3.secretAccessKey().orElse(""))
                    .build();
        }
        return builder.credentialsProvider(
                        System.getenv("AWS_ACCESS_KEY_ID") != null
                                ? new AwsEnvironmentProvider()
                                : new IamAwsProvider(null, null))
                .build();
    }
}
