package org.joulelake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedS3;

class BucketTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeOnce() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder, 0)) {
            CatalogSettings settings = withKeys(s3.endpoint().toString(), s3.accessKeyId(), s3.secretAccessKey());
            assertThat(Bucket.ensure(settings)).contains("created bucket lake-data");
            assertThat(Bucket.ensure(settings)).isEmpty();
            assertThat(folder.resolve("lake-data")).isDirectory();
        }
    }

    @Test
    void keysComeFromTheDefaultChainOfTheSdkIfNoneAreSet() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder, 0)) {
            System.setProperty("aws.accessKeyId", s3.accessKeyId());
            System.setProperty("aws.secretAccessKey", s3.secretAccessKey());
            assertThat(Bucket.ensure(settings(s3.endpoint().toString(), Map.of())))
                    .isPresent();
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void wrongKeysAreAnErrorThatNamesBucketAndEndpoint() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder, 0)) {
            String endpoint = s3.endpoint().toString();
            assertThatThrownBy(() -> Bucket.ensure(withKeys(endpoint, "nobody", "hush")))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("cannot use bucket lake-data at " + endpoint + ": ")
                    .hasMessageEndingWith("; check catalog.warehouse, s3.endpoint and the keys")
                    .hasMessageNotContaining("hush");
        }
    }

    @Test
    void aNameThatS3DoesNotAllowIsAnErrorThatSaysSo() {
        CatalogSettings settings = CatalogSettings.from(
                Settings.of(Map.of("catalog.kind", "glue", "catalog.warehouse", "s3://under_score/warehouse")));
        assertThatThrownBy(() -> Bucket.ensure(settings))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("bucket name 'under_score' does not follow Amazon S3 standards");
    }

    @Test
    void storageThatDoesNotAnswerIsAnErrorThatNamesIt() {
        String endpoint = endpointOfStopped();
        assertThatThrownBy(() -> Bucket.ensure(withKeys(endpoint, "id", "hush")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("cannot use bucket lake-data at " + endpoint + ": ");
    }

    private String endpointOfStopped() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder, 0)) {
            return s3.endpoint().toString();
        }
    }

    private static CatalogSettings withKeys(String endpoint, String accessKeyId, String secretAccessKey) {
        return settings(endpoint, Map.of("s3.access-key-id", accessKeyId, "s3.secret-access-key", secretAccessKey));
    }

    private static CatalogSettings settings(String endpoint, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("catalog.kind", "glue");
        all.put("catalog.warehouse", "s3://lake-data/warehouse");
        all.put("s3.endpoint", endpoint);
        return CatalogSettings.from(Settings.of(all));
    }
}
