package org.joulelake.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;

/**
 * S3Proxy, reached by reflection through a class loader that shares nothing with ours but the JDK: its jar brings its own
 * Jetty, Guava, Guice, logging and AWS SDK.
 */
final class IsolatedS3Proxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedS3Proxy.class);

    private final IsolatedJar jar;
    private final Closeable blobStoreContext;
    private final Object server;

    private IsolatedS3Proxy(IsolatedJar jar, Closeable blobStoreContext, Object server) {
        this.jar = jar;
        this.blobStoreContext = blobStoreContext;
        this.server = server;
    }

    static IsolatedS3Proxy start(Path objectsDirectory, URI endpoint) throws IOException, ReflectiveOperationException {
        IsolatedJar jar = IsolatedJar.open("s3proxy.jar");
        Thread thread = Thread.currentThread();
        ClassLoader callersLoader = thread.getContextClassLoader();
        thread.setContextClassLoader(jar.loader());
        try {
            return start(jar, settings(objectsDirectory, endpoint));
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
            call(server, "stop");
            blobStoreContext.close();
            jar.close();
        } catch (IOException | ReflectiveOperationException e) {
            LOG.warn("The S3 endpoint did not stop cleanly", e);
        }
    }

    private static IsolatedS3Proxy start(IsolatedJar jar, Properties settings) throws ReflectiveOperationException {
        Object context = blobStoreContext(jar.loader(), settings);
        Object server = server(jar.loader(), settings, call(context, "getBlobStore"));
        IsolatedS3Proxy proxy = new IsolatedS3Proxy(jar, (Closeable) context, server);
        try {
            call(server, "start");
            return proxy;
        } catch (ReflectiveOperationException e) {
            proxy.close();
            throw e;
        }
    }

    private static Object blobStoreContext(ClassLoader loader, Properties settings)
            throws ReflectiveOperationException {
        Class<?> builderClass = loader.loadClass("org.jclouds.ContextBuilder");
        Object builder = builderClass
                .getMethod("newBuilder", String.class)
                .invoke(null, settings.getProperty("jclouds.provider"));
        builderClass.getMethod("overrides", Properties.class).invoke(builder, settings);
        builderClass.getMethod("credentials", String.class, String.class).invoke(builder, "", "");
        Class<?> contextClass = loader.loadClass("org.jclouds.blobstore.BlobStoreContext");
        return builderClass.getMethod("build", Class.class).invoke(builder, contextClass);
    }

    private static Object server(ClassLoader loader, Properties settings, Object blobStore)
            throws ReflectiveOperationException {
        Class<?> builderClass = loader.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
        Object builder =
                builderClass.getMethod("fromProperties", Properties.class).invoke(null, settings);
        Class<?> blobStoreClass = loader.loadClass("org.jclouds.blobstore.BlobStore");
        builderClass.getMethod("blobStore", blobStoreClass).invoke(builder, blobStore);
        return builderClass.getMethod("build").invoke(builder);
    }

    /** Calls a method without parameters that the object's class or one of its public interfaces declares. */
    private static Object call(Object target, String method) throws ReflectiveOperationException {
        for (Class<?> type : target.getClass().getInterfaces()) {
            for (Method candidate : type.getMethods()) {
                if (candidate.getName().equals(method) && candidate.getParameterCount() == 0) {
                    return candidate.invoke(target);
                }
            }
        }
        return target.getClass().getMethod(method).invoke(target);
    }

    private static Properties settings(Path objectsDirectory, URI endpoint) {
        Properties settings = new Properties();
        settings.put("s3proxy.endpoint", endpoint.toString());
        settings.put("s3proxy.authorization", "aws-v2-or-v4");
        settings.put("s3proxy.identity", EmbeddedS3.ACCESS_KEY_ID);
        settings.put("s3proxy.credential", EmbeddedS3.SECRET_ACCESS_KEY);
        settings.put("jclouds.provider", "filesystem-nio2");
        settings.put(
                "jclouds.filesystem.basedir", objectsDirectory.toAbsolutePath().toString());
        return settings;
    }
}
