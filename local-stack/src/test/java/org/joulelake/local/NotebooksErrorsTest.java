package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.LakeTables;
import org.joulelake.cli.Settings;
import org.joulelake.local.python.PyIcebergVariables;
import org.joulelake.local.python.PythonEnvironment;
import org.joulelake.local.stack.LakeDirectory;
import org.joulelake.local.stack.LocalLake;
import org.joulelake.local.stack.Ports;

/** What keeps the notebooks from running is told in one line, before anything is installed. */
class NotebooksErrorsTest {

    @TempDir
    private Path folder;

    private Path settings;

    @BeforeEach
    void nobodyThere() throws IOException {
        settings = Files.writeString(
                folder.resolve("lake.properties"), "catalog.kind = rest\ncatalog.uri = http://127.0.0.1:9\n");
    }

    @Test
    void noStackIsRunning() {
        assertThat(CommandRun.of("notebooks", "--config", settings.toString()).errorLines())
                .singleElement()
                .asString()
                .contains("cannot reach the rest catalog at http://127.0.0.1:9", "joulelake up", "--lake DIR");
    }

    @Test
    void thereIsNoSuchNotebook() {
        assertThat(CommandRun.of("notebooks", "--config", settings.toString(), "firstlook")
                        .errorLines())
                .singleElement()
                .asString()
                .startsWith("error: there is no notebook firstlook");
    }

    @Test
    void theLakeIsEmpty() {
        assertThat(CommandRun.of("notebooks", "--lake", emptyLake().toString()).errorLines())
                .singleElement()
                .asString()
                .contains("the lake has no blocks yet", "joulelake edge run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "echo Python 3.9.2#is Python 3.9.2, the notebooks need 3.11 or newer; name one with --python",
                "echo nonsense#is nonsense, the notebooks need 3.11",
                "if [ $1 = --version ]; then echo Python 3.11.2; else echo ensurepip is not available; exit 1; fi"
                        + "#has no module venv; on Debian and Ubuntu: apt install python3-venv",
                "if [ $1 = --version ]; then echo Python 3.12.1; else echo no space left; exit 1; fi#failed: no space left"
            })
    void pythonDoesNotFit(String script, String message) throws Exception {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(prepare(python.toString())).contains(message).doesNotContain("\n");
    }

    @Test
    void thereIsNoPython() {
        assertThat(prepare("python-that-is-not"))
                .isEqualTo("there is no python-that-is-not; install Python 3.11 or newer, or name one with --python");
    }

    @Test
    void pyIcebergIsToldTheSameCatalog() {
        Map<String, String> jdbc = PyIcebergVariables.of(CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind", "jdbc",
                "catalog.uri", "jdbc:postgresql://db:5432/lake?sslmode=require",
                "catalog.user", "me",
                "catalog.password", "h/u@s h",
                "s3.endpoint", "http://s3:9000",
                "s3.access-key-id", "id",
                "s3.secret-access-key", "hush"))));
        assertThat(jdbc)
                .containsEntry("PYICEBERG_CATALOG__LAKE__TYPE", "sql")
                .containsEntry(
                        "PYICEBERG_CATALOG__LAKE__URI",
                        "postgresql+psycopg2://me:h%2Fu%40s%20h@db:5432/lake?sslmode=require")
                .containsEntry("PYICEBERG_CATALOG__LAKE__S3__ENDPOINT", "http://s3:9000")
                .containsEntry("PYICEBERG_CATALOG__LAKE__S3__SECRET_ACCESS_KEY", "hush");
        Map<String, String> rest = PyIcebergVariables.of(CatalogSettings.from(Settings.of(Map.of(
                "catalog.kind", "rest",
                "catalog.uri", "https://catalog/",
                "catalog.property.oauth2-server-uri", "https://login/"))));
        assertThat(rest)
                .containsEntry("PYICEBERG_CATALOG__LAKE__TYPE", "rest")
                .containsEntry("PYICEBERG_CATALOG__LAKE__OAUTH2_SERVER_URI", "https://login/")
                .doesNotContainKey("PYICEBERG_CATALOG__LAKE__S3__ENDPOINT");
    }

    private String prepare(String python) {
        try {
            PythonEnvironment.prepare(
                    folder.resolve("environment"),
                    python,
                    folder.resolve("requirements.txt"),
                    new PrintWriter(System.err));
            return "made";
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private Path emptyLake() {
        Path path = folder.resolve("lake");
        try (LakeDirectory directory = LakeDirectory.openOrCreate(path);
                LocalLake lake = LocalLake.start(directory, Ports.FREE)) {
            LakeTables.init(lake.catalogSettings());
        }
        return path;
    }
}
