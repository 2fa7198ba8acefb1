package org.joulelake.edge.source.joulescope.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the driver: where the settings say; else where a system has its libraries; else inside the Python package
 * {@code pyjoulescope_driver}, whose extension module has the driver's functions.
 */
public final class LibraryFinder {

    /** The library as the driver's own build names it. */
    static final String LIBRARY = System.mapLibraryName("jsdrv");

    private static final List<String> SYSTEM_FOLDERS = List.of(
            "/usr/local/lib",
            "/usr/lib",
            "/usr/lib64",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/opt/homebrew/lib");

    private final Map<String, String> environment;
    private final Path home;
    private final Path root;

    /**
     * Looks on a machine.
     *
     * @param environment its variables
     * @param home the user's folder
     * @param root the root of its file system
     */
    LibraryFinder(Map<String, String> environment, Path home, Path root) {
        this.environment = environment;
        this.home = home;
        this.root = root;
    }

    /** Looks on this machine. */
    public static LibraryFinder here() {
        return new LibraryFinder(System.getenv(), Path.of(System.getProperty("user.home")), Path.of("/"));
    }

    /** What was found, the best first. */
    public List<FoundLibrary> find(DriverSettings settings) {
        return settings.library().isPresent() ? at(settings.library().get()) : usual();
    }

    /** Where {@link #find} looks, in words. */
    public String places(DriverSettings settings) {
        return settings.library()
                .map(path -> path + " (setting joulescope.library)")
                .orElseGet(() -> LIBRARY + " in " + String.join(", ", SYSTEM_FOLDERS)
                        + "; the Python package pyjoulescope_driver in the active environment, the user's folder, pyenv"
                        + " and the system's Python");
    }

    private List<FoundLibrary> at(Path configured) {
        if (!Files.isDirectory(configured)) {
            return Files.exists(configured) ? List.of(fromFile(configured)) : List.of();
        }
        List<FoundLibrary> found = new ArrayList<>();
        Path library = configured.resolve(LIBRARY);
        if (Files.exists(library)) {
            found.add(FoundLibrary.plain(library.toString()));
        }
        found.addAll(modulesIn(configured));
        found.addAll(modulesBelow(configured));
        return found;
    }

    private List<FoundLibrary> usual() {
        List<FoundLibrary> found = new ArrayList<>();
        for (String folder : SYSTEM_FOLDERS) {
            Path library = inRoot(folder).resolve(LIBRARY);
            if (Files.exists(library)) {
                found.add(FoundLibrary.plain(library.toString()));
            }
        }
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            Optional.ofNullable(environment.get(variable))
                    .ifPresent(prefix -> found.addAll(modulesBelow(Path.of(prefix))));
        }
        found.addAll(modulesBelow(home.resolve(".local")));
        for (Path version : newestFirst(home.resolve(".pyenv/versions"), "*")) {
            found.addAll(modulesBelow(version));
        }
        found.addAll(modulesBelow(inRoot("/usr/local")));
        found.addAll(modulesBelow(inRoot("/usr")));
        return found;
    }

    private Path inRoot(String folder) {
        return root.resolve(folder.substring(1));
    }

    /** Extension modules of the Pythons below a prefix such as {@code /usr} or that of a virtual environment. */
    private List<FoundLibrary> modulesBelow(Path prefix) {
        List<FoundLibrary> found = new ArrayList<>();
        for (Path python : newestFirst(prefix.resolve("lib"), "python3*")) {
            found.addAll(modulesIn(python.resolve("site-packages")));
            found.addAll(modulesIn(python.resolve("dist-packages")));
        }
        return found;
    }

    /** Extension modules of a folder of packages, or of the package itself. */
    private List<FoundLibrary> modulesIn(Path packages) {
        List<FoundLibrary> found = new ArrayList<>();
        for (Path folder : List.of(packages.resolve("pyjoulescope_driver"), packages)) {
            newestFirst(folder, "binding.cpython-3*.so").forEach(module -> found.add(fromFile(module)));
        }
        return found;
    }

    private FoundLibrary fromFile(Path file) {
        Optional<String> version = PythonLibrary.versionOf(file);
        if (version.isEmpty()) {
            return FoundLibrary.plain(file.toString());
        }
        Optional<Path> python = new PythonLibrary(home, root).find(file, version.get());
        Optional<String> missing = python.isPresent()
                ? Optional.empty()
                : Optional.of("libpython%s.so, the shared library of Python %s; install it (Debian: libpython%s), or a"
                                .formatted(version.get(), version.get(), version.get())
                        + " Python that was built with --enable-shared");
        return new FoundLibrary(file.toString(), python, missing);
    }

    /** Entries whose names fit, in falling order of their names; none if there is no such folder. */
    static List<Path> newestFirst(Path folder, String glob) {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
                stream.forEach(entries::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        entries.sort(Collections.reverseOrder());
        return entries;
    }
}
