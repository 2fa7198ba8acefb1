package org.joulelake.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;

/**
 * S3Proxy, reached by reflection through a class loader that shares nothing with ours but the JDK: its jar brings its own
 * Jetty, Guava, logging and AWS SDK.
 */
final class IsolatedS3Proxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedS3Proxy.class);

    private final IsolatedJar jar;
    private final Object server;

    private IsolatedS3Proxy(IsolatedJar jar, Object server) {
        this.jar = jar;
        this.server = server;
    }

    static IsolatedS3Proxy start(Path objectsDirectory, URI endpoint) throws IOException, ReflectiveOperationException {
        IsolatedJar jar = IsolatedJar.open("s3proxy.jar");
        Thread thread = Thread.currentThread();
        ClassLoader callersLoader = thread.getContextClassLoader();
        thread.setContextClassLoader(jar.loader());
        try {
            return start(jar, objectsDirectory, settings(endpoint));
        } catch (ReflectiveOperationException | RuntimeException e) {
            jar.close();
            throw e;
        } finally {
            thread.setContextClassLoader(callersLoader);
        }
    }

    @Override
    public void close() {
        try {
            call("stop");
            jar.close();
        } catch (IOException | ReflectiveOperationException e) {
            LOG.warn("The S3 endpoint did not stop cleanly", e);
        }
    }

    private static IsolatedS3Proxy start(IsolatedJar jar, Path objectsDirectory, Properties settings)
            throws ReflectiveOperationException {
        IsolatedS3Proxy proxy = new IsolatedS3Proxy(jar, server(jar.loader(), objectsDirectory, settings));
        try {
            proxy.call("start");
            return proxy;
        } catch (ReflectiveOperationException e) {
            proxy.close();
            throw e;
        }
    }

    private static Object server(ClassLoader loader, Path objectsDirectory, Properties settings)
            throws ReflectiveOperationException {
        Object blobStore = loader.loadClass("org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore")
                .getConstructor(String.class)
                .newInstance(objectsDirectory.toAbsolutePath().toString());
        Class<?> blobStoreType = loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
        Class<?> builderType = loader.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
        Object builder =
                builderType.getMethod("fromProperties", Properties.class).invoke(null, settings);
        builderType.getMethod("blobStore", blobStoreType).invoke(builder, blobStore);
        Object server = builderType.getMethod("build").invoke(builder);
        stopAtOnce(server);
        return server;
    }

    /** Stopping would wait two seconds for connections that clients keep open but do not use. */
    private static void stopAtOnce(Object server) throws ReflectiveOperationException {
        Field jettyField = server.getClass().getDeclaredField("server");
        jettyField.setAccessible(true);
        Object jetty = jettyField.get(server);
        jetty.getClass().getMethod("setStopTimeout", long.class).invoke(jetty, 0L);
    }

    private void call(String method) throws ReflectiveOperationException {
        server.getClass().getMethod(method).invoke(server);
    }

    private static Properties settings(URI endpoint) {
        Properties settings = new Properties();
        settings.put("s3proxy.endpoint", endpoint.toString());
        settings.put("s3proxy.authorization", "aws-v2-or-v4");
        settings.put("s3proxy.identity", EmbeddedS3.ACCESS_KEY_ID);
        settings.put("s3proxy.credential", EmbeddedS3.SECRET_ACCESS_KEY);
        return settings;
    }
}
