package org.joulelake.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.joulelake.local.python.PythonEnvironment;

/** The Python environment of the tests, and what executed notebooks say. */
final class NotebookRun {

    private static final Path ROOT = Path.of(System.getProperty("joulelake.root"));

    private NotebookRun() {}

    /** Where the environment of the tests is. */
    static Path environmentFolder() {
        return ROOT.resolve("local-stack/target/venv");
    }

    /** Made once for all tests. Without Python that can make environments, the test is skipped. */
    static PythonEnvironment environment() throws Exception {
        assumeTrue(exitCode("python3", "-c", "import ensurepip, venv") == 0, "needs python3 with venv");
        return PythonEnvironment.prepare(
                environmentFolder(),
                "python3",
                ROOT.resolve("notebooks/requirements.txt"),
                new PrintWriter(System.err, true));
    }

    /** All that the cells of an executed notebook have printed. */
    static String printed(Path notebook) throws IOException {
        JsonNode cells = new ObjectMapper().readTree(notebook.toFile()).get("cells");
        return StreamSupport.stream(cells.spliterator(), false)
                .flatMap(cell -> StreamSupport.stream(cell.path("outputs").spliterator(), false))
                .flatMap(output -> StreamSupport.stream(output.path("text").spliterator(), false))
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    }

    private static int exitCode(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
