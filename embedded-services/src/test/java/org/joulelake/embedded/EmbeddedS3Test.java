package org.joulelake.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

class EmbeddedS3Test {

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
    void aWrongSecretIsRefused() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.start(directory, 0);
                MinioBucket bucket = new MinioBucket(s3, "wrong")) {
            assertThatThrownBy(bucket::create).hasMessage("Forbidden");
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

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
