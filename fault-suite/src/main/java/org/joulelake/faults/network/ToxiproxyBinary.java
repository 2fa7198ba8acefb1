package org.joulelake.faults.network;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the server of toxiproxy is. */
public final class ToxiproxyBinary {

    /** What to do if there is none. */
    public static final String ADVICE = "no toxiproxy-server found; run fault-suite/install-toxiproxy.sh (it needs Go),"
            + " or name one by JOULELAKE_TOXIPROXY or on PATH";

    private static final String NAME = "toxiproxy-server";

    private ToxiproxyBinary() {}

    /**
     * The binary named by the system property {@code joulelake.toxiproxy} or the variable {@code JOULELAKE_TOXIPROXY},
     * else the one that the install script has made, else the one on {@code PATH}.
     */
    public static Optional<Path> find() {
        return Stream.of(named(), installed(), onPath())
                .flatMap(places -> places)
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> named() {
        return Stream.of(System.getProperty("joulelake.toxiproxy", ""), variable("JOULELAKE_TOXIPROXY"))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    private static Stream<Path> installed() {
        return Stream.of(Path.of(System.getProperty("joulelake.root", "."), ".joulelake", "tools", NAME));
    }

    private static Stream<Path> onPath() {
        return Arrays.stream(variable("PATH").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME));
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
