package org.joulelake.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.cli.Settings;
import org.joulelake.embedded.EmbeddedS3;

/**
 * {@link Services} as a child process.
 *
 * @param process the child
 * @param bootstrapServers of its broker
 * @param catalog how to reach its lake
 */
record RunningServices(Process process, String bootstrapServers, CatalogSettings catalog) implements AutoCloseable {

    static RunningServices start(Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Services.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the services did not start");
        }
        String[] parts = line.split(" ");
        CatalogSettings catalog = CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind",
                "rest",
                "catalog.uri",
                parts[2],
                "s3.endpoint",
                parts[1],
                "s3.access-key-id",
                EmbeddedS3.ACCESS_KEY_ID,
                "s3.secret-access-key",
                EmbeddedS3.SECRET_ACCESS_KEY)));
        return new RunningServices(process, parts[0], catalog);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
