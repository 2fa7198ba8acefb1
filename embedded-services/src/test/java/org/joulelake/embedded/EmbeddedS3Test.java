package org.joulelake.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class EmbeddedS3Test {

    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    @TempDir
    private Path directory;

    @Test
    void anObjectIsAPlainFileAndSurvivesARestart() throws Exception {
        String key = "data/hour=3/a b.parquet";
        byte[] content = randomBytes(100_000);
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                MinioBucket bucket = bucket(s3)) {
            bucket.create();
            bucket.put(key, content);
        }
        assertThat(directory.resolve(MinioBucket.NAME).resolve(key)).hasBinaryContent(content);
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                MinioBucket bucket = bucket(s3)) {
            assertThat(bucket.exists()).isTrue();
            assertThat(bucket.get(key)).isEqualTo(content);
        }
    }

    @Test
    void largeObjectsComeInParts() throws Exception {
        byte[] content = randomBytes(2 * MinioBucket.PART_BYTES + 12_345);
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                MinioBucket bucket = bucket(s3)) {
            bucket.create();
            bucket.putInParts("large", content);
            assertThat(bucket.get("large")).isEqualTo(content);
            assertThat(bucket.list("")).containsExactly("large");
        }
    }

    @Test
    void objectsAreListedByPrefixAndDeletedOneByOneAndTogether() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                MinioBucket bucket = bucket(s3)) {
            bucket.create();
            for (String key : List.of("a/1", "a/2", "a/3", "b/1")) {
                bucket.put(key, randomBytes(10));
            }
            assertThat(bucket.list("a/")).containsExactly("a/1", "a/2", "a/3");

            bucket.remove("a/2");
            assertThat(bucket.removeTogether("a/1", "b/1")).isEmpty();
            assertThat(bucket.list("")).containsExactly("a/3");
        }
    }

    @Test
    void ofManyThatCreateAnObjectAtOnceOneSucceeds() throws Exception {
        int rounds = 10;
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                S3Client client = awsClient(s3)) {
            client.createBucket(request -> request.bucket(MinioBucket.NAME));
            for (int round = 0; round < rounds; round++) {
                String key = "race/" + round;
                long winners = IntStream.range(0, 8)
                        .parallel()
                        .filter(racer -> creates(client, key))
                        .count();
                assertThat(winners).isEqualTo(1);
            }
        }
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                MinioBucket bucket = new MinioBucket(s3, "wrong")) {
            assertThatThrownBy(bucket::create).hasMessageContaining("signature");
            assertThat(directory.resolve(MinioBucket.NAME)).doesNotExist();
        }
    }

    @Test
    void closingLeavesNoThreadThatKeepsTheJvmAlive() throws Exception {
        ThreadCheck threads = new ThreadCheck();
        EmbeddedS3.start(directory, 0).close();
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        ThreadCheck threads = new ThreadCheck();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedS3.start(directory, port))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage(
                            "The S3 endpoint cannot start: port %d on 127.0.0.1 is in use; stop the program that"
                                    + " uses it or choose another port",
                            port);
        }
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedS3.start(file, 0))
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("The S3 endpoint cannot start with its objects in " + file);
    }

    private static MinioBucket bucket(EmbeddedS3 s3) {
        return new MinioBucket(s3, s3.secretAccessKey());
    }

    /** Without any setting that this endpoint would need of its own. */
    private static S3Client awsClient(EmbeddedS3 s3) {
        AwsBasicCredentials key = AwsBasicCredentials.create(s3.accessKeyId(), s3.secretAccessKey());
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .forcePathStyle(true)
                .region(Region.of(s3.region()))
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .build();
    }

    private static boolean creates(S3Client client, String key) {
        try {
            client.putObject(
                    request -> request.bucket(MinioBucket.NAME).key(key).ifNoneMatch("*"),
                    RequestBody.fromBytes(randomBytes(1000)));
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isIn(PRECONDITION_FAILED, CONFLICT);
            return false;
        }
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
