package org.joulelake.edge.source.joulescope.driver;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.jna.JsdrvLibrary;

/** Loads the driver: the first that was found and can be loaded. A library is loaded once, and stays. */
final class LibraryLoader {

    /** {@code RTLD_NOW | RTLD_GLOBAL}: the extension module finds Python's functions in it. */
    private static final int NOW_AND_FOR_ALL = Platform.isMac() ? 0x00a : 0x102;

    /** {@code RTLD_LAZY}: two drivers in one process do not meet. */
    private static final int LAZY = 0x1;

    private LibraryLoader() {}

    /**
     * A driver's functions, and where they are from.
     *
     * @param path of the library
     * @param functions its functions
     */
    record Loaded(String path, JsdrvLibrary functions) {}

    /**
     * Finds and loads.
     *
     * @throws CommandException if there is none, or none that can be loaded
     */
    static Loaded load(LibraryFinder finder, DriverSettings settings) {
        List<FoundLibrary> found = finder.find(settings);
        List<String> failures = new ArrayList<>();
        for (FoundLibrary library : found) {
            try {
                return new Loaded(library.path(), load(library));
            } catch (CommandException e) {
                failures.add(e.getMessage());
            }
        }
        throw new CommandException(
                failures.isEmpty()
                        ? "no Joulescope driver found; looked for " + finder.places(settings)
                                + "; install it ('pip install pyjoulescope_driver' with Python 3.12 or newer), or name it"
                                + " with --joulescope-library"
                        : "no Joulescope driver can be loaded: " + String.join("; ", failures));
    }

    /**
     * Loads one.
     *
     * @throws CommandException if that cannot be done
     */
    static JsdrvLibrary load(FoundLibrary library) {
        library.missing().ifPresent(missing -> {
            throw new CommandException(library.path() + " needs " + missing);
        });
        try {
            library.python().ifPresent(python -> NativeLibrary.getInstance(python.toString(), flags(NOW_AND_FOR_ALL)));
            return Native.load(library.path(), JsdrvLibrary.class, flags(LAZY));
        } catch (UnsatisfiedLinkError e) {
            throw new CommandException(library.path() + " cannot be loaded: " + firstLine(e), e);
        }
    }

    private static Map<String, Object> flags(int flags) {
        return Map.of(Library.OPTION_OPEN_FLAGS, flags);
    }

    private static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("no further word");
    }
}
