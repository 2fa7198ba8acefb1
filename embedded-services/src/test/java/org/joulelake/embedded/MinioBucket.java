package org.joulelake.embedded;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.messages.DeleteError;
import io.minio.messages.DeleteObject;
import io.minio.messages.Item;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One bucket of an endpoint, through the MinIO client. */
final class MinioBucket implements AutoCloseable {

    static final String NAME = "lake";
    static final int PART_BYTES = 5 << 20;

    private static final int UNKNOWN = -1;

    private final MinioClient client;

    MinioBucket(EmbeddedS3 s3, String secretAccessKey) {
        client = MinioClient.builder()
                .endpoint(s3.endpoint().toString())
                .region(s3.region())
                .credentials(s3.accessKeyId(), secretAccessKey)
                .build();
    }

    void create() throws Exception {
        client.makeBucket(MakeBucketArgs.builder().bucket(NAME).build());
    }

    boolean exists() throws Exception {
        return client.bucketExists(BucketExistsArgs.builder().bucket(NAME).build());
    }

    void put(String key, byte[] content) throws Exception {
        put(key, content, content.length, UNKNOWN);
    }

    void putInParts(String key, byte[] content) throws Exception {
        put(key, content, UNKNOWN, PART_BYTES);
    }

    byte[] get(String key) throws Exception {
        GetObjectArgs args = GetObjectArgs.builder().bucket(NAME).object(key).build();
        try (InputStream in = client.getObject(args)) {
            return in.readAllBytes();
        }
    }

    List<String> list(String prefix) throws Exception {
        ListObjectsArgs args = ListObjectsArgs.builder()
                .bucket(NAME)
                .prefix(prefix)
                .recursive(true)
                .build();
        List<String> keys = new ArrayList<>();
        for (Result<Item> result : client.listObjects(args)) {
            keys.add(result.get().objectName());
        }
        return keys;
    }

    void remove(String key) throws Exception {
        client.removeObject(RemoveObjectArgs.builder().bucket(NAME).object(key).build());
    }

    /** Removes several with one request; gives those that failed. */
    List<String> removeTogether(String... keys) throws Exception {
        RemoveObjectsArgs args = RemoveObjectsArgs.builder()
                .bucket(NAME)
                .objects(Stream.of(keys).map(DeleteObject::new).toList())
                .build();
        List<String> failed = new ArrayList<>();
        for (Result<DeleteError> error : client.removeObjects(args)) {
            failed.add(error.get().objectName());
        }
        return failed;
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void put(String key, byte[] content, long contentBytes, long partBytes) throws Exception {
        client.putObject(PutObjectArgs.builder().bucket(NAME).object(key).stream(
                        new ByteArrayInputStream(content), contentBytes, partBytes)
                .build());
    }
}
