package org.joulelake.ingest;

import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Starts {@code joulelake ingest} as a process of its own on the fixture. */
final class IngestChild implements AutoCloseable {

    private final LakeFixture lake;
    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    /** Processes whose settings and errors are kept in a folder. */
    IngestChild(LakeFixture lake, Path folder) {
        this.lake = lake;
        this.folder = folder;
    }

    /** Starts one; what it says goes to {@link #errors}. */
    Process start(String topic, Map<String, String> settings, String... flags) throws IOException {
        Properties lines = new Properties();
        lines.putAll(lake.lakeSettings());
        lines.put("kafka.bootstrap.servers", lake.bootstrapServers());
        lines.put("topic.blocks", topic);
        lines.put("topic.commits", topic + ".commits");
        lines.put("spark-conf.spark.master", "local[1]");
        lines.putAll(settings);
        Path file = folder.resolve("joulelake.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            lines.store(writer, null);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        Path log = Path.of(System.getProperty("joulelake.root"), "conf", "log4j2.properties");
        command.addAll(List.of("-Xmx512m", "-Dlog4j2.configurationFile=" + log, "-cp", classPath()));
        command.add(IngestMain.class.getName());
        command.addAll(List.of("--config", file.toString()));
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Standard error of the process that was started last. */
    String errors() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Ends those that still run: one that outlives its test writes into the lake of the next. */
    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
