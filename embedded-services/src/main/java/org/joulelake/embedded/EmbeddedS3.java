package org.joulelake.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An S3 endpoint over a directory, inside this JVM: S3Proxy, in a class loader of its own.
 *
 * <p>Object {@code KEY} of bucket {@code BUCKET} is the plain file {@code objectsDirectory/BUCKET/KEY}; its content type
 * and ETag are extended attributes of the file. Buckets are addressed by path, never by host name. Multipart uploads,
 * ranges, batch deletes and creation only where nothing exists ({@code If-None-Match: *}) work; object versions do not.
 * Requests must be signed with the one access key there is. The AWS SDK, Iceberg's S3FileIO and the MinIO client need the
 * endpoint, path style, a region and that key, and no other setting.
 *
 * <p>Its threads are not daemons: without {@link #close()} the JVM does not end.
 */
public final class EmbeddedS3 implements AutoCloseable {

    /** The access key that every client uses; public, as the endpoint can be reached from this computer only. */
    public static final String ACCESS_KEY_ID = "joulelake";

    /** The secret of {@link #ACCESS_KEY_ID}; public as well. */
    public static final String SECRET_ACCESS_KEY = "joulelake-local";

    /** The region that clients sign for; any would do. */
    public static final String REGION = "us-east-1";

    private static final String SERVICE = "The S3 endpoint";

    private final IsolatedS3Proxy proxy;
    private final URI endpoint;

    private EmbeddedS3(IsolatedS3Proxy proxy, URI endpoint) {
        this.proxy = proxy;
        this.endpoint = endpoint;
    }

    /**
     * Starts an endpoint and waits until it serves.
     *
     * @param objectsDirectory holds one directory per bucket; made if missing
     * @param port on 127.0.0.1; 0 for a free one
     * @throws ServiceStartException if the port is in use or the directory cannot be used
     */
    public static EmbeddedS3 start(Path objectsDirectory, int port) {
        int chosenPort = LoopbackPort.choose(SERVICE, port);
        URI endpoint = URI.create("http://" + LoopbackPort.HOST + ":" + chosenPort);
        try {
            Files.createDirectories(objectsDirectory);
            return new EmbeddedS3(IsolatedS3Proxy.start(objectsDirectory, endpoint), endpoint);
        } catch (IOException | ReflectiveOperationException e) {
            throw new ServiceStartException(
                    "%s cannot start with its objects in %s: %s".formatted(SERVICE, objectsDirectory, reason(e)), e);
        }
    }

    /** The address of the endpoint, without a bucket. */
    public URI endpoint() {
        return endpoint;
    }

    /** The region that clients sign for. */
    public String region() {
        return REGION;
    }

    /** The access key that clients use. */
    public String accessKeyId() {
        return ACCESS_KEY_ID;
    }

    /** The secret of the access key. */
    public String secretAccessKey() {
        return SECRET_ACCESS_KEY;
    }

    /** Stops the endpoint and waits until it has stopped; objects stay. */
    @Override
    public void close() {
        proxy.close();
    }

    private static String reason(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
