package org.joulelake.faults;

import org.apache.spark.launcher.JavaModuleOptions;

import java.util.ArrayList;
import java.util.List;

import org.joulelake.faults.process.JavaCommand;
import org.joulelake.local.Joulelake;

/** Command lines of {@code joulelake}, as its user types them. */
final class JoulelakeCommands {

    private static final int HEAP_MEGABYTES = 1_536;
    private static final int QUERY_HEAP_MEGABYTES = 3_072;

    /** A commit every three seconds: more of them for faults to fall on than with the usual ten. */
    private static final String TRIGGER = "PT3S";

    private JoulelakeCommands() {}

    /** {@code joulelake ingest} of a topic. */
    static List<String> ingest(
            LakeFolder folder, LakePorts ports, String bootstrapServers, BlockTopic topic, List<String> jvmOptions) {
        return command(
                HEAP_MEGABYTES,
                jvmOptions,
                List.of(
                        "ingest",
                        "--config",
                        folder.settings().toString(),
                        "--bootstrap-servers",
                        bootstrapServers,
                        "--topic",
                        topic.name(),
                        "--trigger",
                        TRIGGER,
                        "--metrics-port",
                        String.valueOf(ports.metrics())));
    }

    /** {@code joulelake verify} of the whole lake, and of the topic against it. */
    static List<String> verify(LakeFolder folder, String bootstrapServers, BlockTopic topic, long samples) {
        return command(
                QUERY_HEAP_MEGABYTES,
                List.of(),
                List.of(
                        "verify",
                        "--config",
                        folder.settings().toString(),
                        "--bootstrap-servers",
                        bootstrapServers,
                        "--against-topic",
                        topic.name(),
                        "--expect-samples",
                        String.valueOf(samples)));
    }

    /** {@code joulelake sql}. */
    static List<String> sql(LakeFolder folder, String query) {
        return command(
                QUERY_HEAP_MEGABYTES,
                List.of(),
                List.of("sql", "--config", folder.settings().toString(), "--format", "csv", query));
    }

    private static List<String> command(int heapMegabytes, List<String> jvmOptions, List<String> arguments) {
        List<String> options = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        options.addAll(jvmOptions);
        return JavaCommand.of(heapMegabytes, options, Joulelake.class, arguments);
    }
}
