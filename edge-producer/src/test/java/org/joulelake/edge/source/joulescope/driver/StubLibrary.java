package org.joulelake.edge.source.joulescope.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A driver of our own, {@code src/test/c/jsdrv_stub.c}, built for the tests: it does what a test says. */
public final class StubLibrary {

    private static final int RTLD_LAZY = 0x1;

    private static Path library;
    private static Control control;

    private StubLibrary() {}

    /** Its functions for tests. */
    public interface Control extends Library {
        void stub_reset();

        void stub_version(int number);

        void stub_start_code(int code);

        void stub_add(String prefix, int measures);

        void stub_remove(String prefix);

        void stub_open_code(String prefix, int code);

        int stub_send(String topic, int app, byte[] bytes, int size);

        String stub_setting(String topic);

        int stub_is_open(String prefix);
    }

    /** How to load it. */
    public static DriverSettings settings() throws IOException, InterruptedException {
        return new DriverSettings(Optional.of(path()), false);
    }

    /** Its functions for tests, all devices and settings forgotten. */
    public static synchronized Control control() throws IOException, InterruptedException {
        if (control == null) {
            control = Native.load(path().toString(), Control.class, Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));
        }
        control.stub_reset();
        return control;
    }

    /** The library; the test is skipped where there is no C compiler. */
    public static synchronized Path path() throws IOException, InterruptedException {
        if (library == null) {
            assumeTrue(hasCompiler(), "skipped: no C compiler 'cc', which builds the stub of the driver");
            Path producer = Path.of(System.getProperty("joulelake.root"), "edge-producer");
            Path target = producer.resolve("target/stub/libjsdrv.so");
            Files.createDirectories(target.getParent());
            build(producer.resolve("src/test/c/jsdrv_stub.c"), target);
            library = target;
        }
        return library;
    }

    private static void build(Path source, Path target) throws IOException, InterruptedException {
        List<String> command = List.of(
                "cc",
                "-std=c11",
                "-D_GNU_SOURCE",
                "-Wall",
                "-Wno-format-truncation",
                "-shared",
                "-fPIC",
                "-O2",
                "-pthread",
                "-fvisibility=hidden",
                "-o",
                target.toString(),
                source.toString(),
                "-lm");
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as(out).isZero();
    }

    private static boolean hasCompiler() throws InterruptedException {
        try {
            return new ProcessBuilder("cc", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
