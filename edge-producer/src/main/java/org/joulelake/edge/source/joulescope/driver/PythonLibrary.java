package org.joulelake.edge.source.joulescope.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the shared library of the Python that an extension module was built for. */
final class PythonLibrary {

    /** Such as {@code binding.cpython-312-x86_64-linux-gnu.so}: major version, then minor. */
    private static final Pattern MODULE = Pattern.compile(".*\\.cpython-(\\d)(\\d+)[-.].*");

    private static final List<String> SYSTEM_FOLDERS =
            List.of("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu", "usr/lib64", "usr/lib", "usr/local/lib");

    private final Path home;
    private final Path root;

    PythonLibrary(Path home, Path root) {
        this.home = home;
        this.root = root;
    }

    /** The Python that a file is an extension module of, such as {@code 3.12}; empty if it is none. */
    static Optional<String> versionOf(Path file) {
        Matcher matcher = MODULE.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(matcher.group(1) + "." + matcher.group(2)) : Optional.empty();
    }

    /** The library of this version: beside the module's own Python, else any on the machine. */
    Optional<Path> find(Path module, String version) {
        List<Path> folders = new ArrayList<>(besides(module.toAbsolutePath()));
        SYSTEM_FOLDERS.forEach(folder -> folders.add(root.resolve(folder)));
        for (Path python : LibraryFinder.newestFirst(home.resolve(".pyenv/versions"), version + ".*")) {
            folders.add(python.resolve("lib"));
        }
        return folders.stream()
                .flatMap(folder -> Stream.of(
                        folder.resolve("libpython" + version + ".so.1.0"),
                        folder.resolve("libpython" + version + ".so"),
                        folder.resolve("libpython" + version + ".dylib")))
                .filter(Files::exists)
                .findFirst();
    }

    /** {@code lib} of the prefix that the module lies in, and of the Python that its virtual environment was made by. */
    private static List<Path> besides(Path module) {
        List<Path> folders = new ArrayList<>();
        for (Path folder = module.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith("lib")) {
                folders.add(folder);
            }
            pythonHome(folder.resolve("pyvenv.cfg")).ifPresent(bin -> folders.add(bin.resolveSibling("lib")));
        }
        return folders;
    }

    private static Optional<Path> pythonHome(Path settings) {
        if (!Files.isRegularFile(settings)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(settings)) {
            return lines.map(line -> line.split("=", 2))
                    .filter(parts -> parts.length == 2 && parts[0].trim().equals("home"))
                    .map(parts -> Path.of(parts[1].trim()))
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
