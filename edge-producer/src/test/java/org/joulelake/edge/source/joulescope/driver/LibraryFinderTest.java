package org.joulelake.edge.source.joulescope.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.joulelake.cli.CommandException;

class LibraryFinderTest {

    private static final String MODULE = "pyjoulescope_driver/binding.cpython-312-x86_64-linux-gnu.so";

    @TempDir
    private Path root;

    @Test
    void whatIsConfiguredIsTakenAndNothingElse() throws Exception {
        file("usr/lib/" + LibraryFinder.LIBRARY);
        Path own = file("opt/own.so");
        assertThat(finder(Map.of()).find(settings(own))).containsExactly(FoundLibrary.plain(own.toString()));
        assertThat(finder(Map.of()).find(settings(root.resolve("opt/other.so"))))
                .isEmpty();
    }

    @Test
    void aFolderMayHoldTheLibraryOrThePackageOrAPythonWithIt() throws Exception {
        Path library = file("a/" + LibraryFinder.LIBRARY);
        Path packaged = file("b/" + MODULE);
        Path installed = file("c/lib/python3.12/site-packages/" + MODULE);
        assertThat(paths(settings(root.resolve("a")))).containsExactly(library.toString());
        assertThat(paths(settings(root.resolve("b")))).containsExactly(packaged.toString());
        assertThat(paths(settings(root.resolve("b/pyjoulescope_driver")))).containsExactly(packaged.toString());
        assertThat(paths(settings(root.resolve("c")))).containsExactly(installed.toString());
    }

    @Test
    void theSystemsLibraryComesBeforePythonPackages() throws Exception {
        Path system = file("usr/local/lib/" + LibraryFinder.LIBRARY);
        Path virtual = file("venv/lib/python3.12/site-packages/" + MODULE);
        Path user = file("home/.local/lib/python3.12/site-packages/" + MODULE);
        Path pyenv = file("home/.pyenv/versions/3.12.1/lib/python3.12/site-packages/" + MODULE);
        Path dist = file("usr/lib/python3/dist-packages/" + MODULE);
        LibraryFinder finder = finder(Map.of("VIRTUAL_ENV", root.resolve("venv").toString()));
        assertThat(finder.find(DriverSettings.USUAL))
                .extracting(FoundLibrary::path)
                .containsExactly(
                        system.toString(), virtual.toString(), user.toString(), pyenv.toString(), dist.toString());
    }

    @Test
    void thePythonOfAnExtensionModuleIsFoundBesideIt() throws Exception {
        Path module = file("py/lib/python3.12/site-packages/" + MODULE);
        Path python = file("py/lib/libpython3.12.so.1.0");
        assertThat(finder(Map.of()).find(settings(module)))
                .containsExactly(new FoundLibrary(module.toString(), Optional.of(python), Optional.empty()));
    }

    @Test
    void thePythonOfAVirtualEnvironmentIsWhereItWasMade() throws Exception {
        Path module = file("venv/lib/python3.12/site-packages/" + MODULE);
        Path python = file("opt/python/lib/libpython3.12.so");
        Files.writeString(root.resolve("venv/pyvenv.cfg"), "home = " + root.resolve("opt/python/bin") + "\n");
        assertThat(finder(Map.of()).find(settings(module)).get(0).python()).hasValue(python);
    }

    @Test
    void aModuleWithoutItsPythonSaysWhatIsMissing() throws Exception {
        Path module = file("b/" + MODULE);
        FoundLibrary found = finder(Map.of()).find(settings(module)).get(0);
        assertThat(found.missing()).hasValueSatisfying(missing -> assertThat(missing)
                .startsWith("libpython3.12.so, the shared library of Python 3.12; install it"));
        assertThatThrownBy(() -> LibraryLoader.load(found))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(module + " needs libpython3.12.so");
    }

    @Test
    void whereNothingIsFoundTheErrorSaysWhereItWasLookedForAndWhatToDo() {
        assertThatThrownBy(() -> LibraryLoader.load(finder(Map.of()), DriverSettings.USUAL))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(
                        "no Joulescope driver found; looked for " + LibraryFinder.LIBRARY + " in /usr/local/lib")
                .hasMessageContaining("pip install pyjoulescope_driver")
                .hasMessageContaining("--joulescope-library");
    }

    @Test
    void aFileThatIsNoLibraryIsAnErrorInOneLine() throws Exception {
        Path text = file("opt/text.so");
        assertThatThrownBy(() -> LibraryLoader.load(finder(Map.of()), settings(text)))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("no Joulescope driver can be loaded: " + text + " cannot be loaded: ")
                .message()
                .doesNotContain("\n");
    }

    private List<String> paths(DriverSettings settings) {
        return finder(Map.of()).find(settings).stream().map(FoundLibrary::path).toList();
    }

    private LibraryFinder finder(Map<String, String> environment) {
        return new LibraryFinder(environment, root.resolve("home"), root);
    }

    private static DriverSettings settings(Path library) {
        return new DriverSettings(Optional.of(library), false);
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "no library");
    }
}
