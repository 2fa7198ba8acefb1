package org.joulelake.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is checked in of the notebooks. */
class NotebookFilesTest {

    private static final Path NOTEBOOKS = Path.of(System.getProperty("joulelake.root"), "notebooks");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void outputsAreCleared(Path notebook) throws IOException {
        for (JsonNode cell : cells(notebook)) {
            assertThat(cell.path("outputs")).as("outputs of %s", cell.get("id")).isEmpty();
            assertThat(cell.path("execution_count").isNumber())
                    .as("count of %s", cell.get("id"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void theKernelIsAnyPython3(Path notebook) throws IOException {
        JsonNode metadata = new ObjectMapper().readTree(notebook.toFile()).get("metadata");
        assertThat(metadata.at("/kernelspec/name").asText()).isEqualTo("python3");
        assertThat(metadata.at("/language_info/version").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void settingsAreInOneCellAtTheTop(Path notebook) throws IOException {
        List<JsonNode> code = cells(notebook).stream()
                .filter(cell -> cell.get("cell_type").asText().equals("code"))
                .toList();
        assertThat(code.get(0).at("/metadata/tags/0").asText()).isEqualTo("settings");
        assertThat(code.stream().skip(1))
                .noneMatch(cell -> cell.at("/metadata/tags").toString().contains("settings"));
    }

    /** Two Sparks of different versions would not understand each other's classes. */
    @Test
    void pySparkIsTheSparkOfTheBuild() throws IOException {
        assertThat(Files.readAllLines(NOTEBOOKS.resolve("requirements.txt")))
                .contains("pyspark==" + org.apache.spark.package$.MODULE$.SPARK_VERSION() + " \\");
    }

    @Test
    void eachRequirementHasAHash() throws IOException {
        List<String> lines = Files.readAllLines(NOTEBOOKS.resolve("requirements.txt"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("==") && !lines.get(i).startsWith("#")) {
                assertThat(lines.get(i)).endsWith(" \\");
                assertThat(lines.get(i + 1).strip()).startsWith("--hash=sha256:");
            }
        }
    }

    private static List<JsonNode> cells(Path notebook) throws IOException {
        JsonNode cells = new ObjectMapper().readTree(notebook.toFile()).get("cells");
        return Stream.iterate(0, i -> i < cells.size(), i -> i + 1)
                .map(cells::get)
                .toList();
    }
}
