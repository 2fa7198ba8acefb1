package org.joulelake.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A jar that is a resource of this package and is kept off the class path; its classes see the JDK and themselves only.
 *
 * <p>Where the resource is a file (a module's directory of classes) it is used where it lies; inside our own jar it is
 * copied to a temporary file first, which {@link #close()} deletes.
 */
final class IsolatedJar implements Closeable {

    /** In a directory of its own, which the isolated classes see as well: how their own logging is set up. */
    private static final String LOGGING = "isolated/logback-test.xml";

    private final URLClassLoader loader;
    private final Path temporaryCopy;

    private IsolatedJar(URLClassLoader loader, Path temporaryCopy) {
        this.loader = loader;
        this.temporaryCopy = temporaryCopy;
    }

    static IsolatedJar open(String resource) throws IOException {
        URL location = locate(resource);
        URL logging = new URL(locate(LOGGING), ".");
        boolean isFile = location.getProtocol().equals("file");
        Path copy = isFile ? null : copyOf(location);
        URL jar = isFile ? location : copy.toUri().toURL();
        URL[] urls = {logging, jar};
        return new IsolatedJar(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()), copy);
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
        if (temporaryCopy != null) {
            Files.deleteIfExists(temporaryCopy);
        }
    }

    private static URL locate(String resource) throws IOException {
        URL location = IsolatedJar.class.getResource(resource);
        if (location == null) {
            throw new IOException(resource + " is missing from embedded-services; build it with Maven");
        }
        return location;
    }

    private static Path copyOf(URL location) throws IOException {
        Path copy = Files.createTempFile("joulelake-", ".jar");
        copy.toFile().deleteOnExit();
        try (InputStream in = location.openStream()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}
