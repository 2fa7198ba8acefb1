package org.joulelake.local;

import org.apache.spark.sql.streaming.StreamingQueryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.joulelake.catalog.LakeTables;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.edge.KafkaTarget;
import org.joulelake.ingest.IngestSettings;
import org.joulelake.ingest.ProgressLog;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;
import org.joulelake.spark.EndOnExit;

/** {@code joulelake up}: the embedded stack with its ingest, until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run broker, S3 endpoint, catalog and ingest on loopback ports until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            descriptionKey = "local.lake",
            defaultValue = ".joulelake/lake",
            description = "Folder of the lake; made if it is missing (default: ${DEFAULT-VALUE}).")
    private Path lake;

    @Option(
            names = "--kafka-port",
            descriptionKey = "local.kafka-port",
            defaultValue = "9092",
            description = "Port of the broker (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--s3-port",
            descriptionKey = "local.s3-port",
            defaultValue = "9000",
            description = "Port of the S3 endpoint (default: ${DEFAULT-VALUE}).")
    private int s3Port;

    @Option(
            names = "--catalog-port",
            descriptionKey = "local.catalog-port",
            defaultValue = "8181",
            description = "Port of the REST catalog (default: ${DEFAULT-VALUE}).")
    private int catalogPort;

    @Option(
            names = "--topic",
            descriptionKey = "topic.blocks",
            defaultValue = IngestSettings.DEFAULT_TOPIC,
            description = "Topic of the blocks; made if it is missing (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--trigger",
            descriptionKey = "ingest.trigger",
            defaultValue = "PT10S",
            description = "Time between commits, ISO 8601 (default: ${DEFAULT-VALUE}).")
    private Duration trigger;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (EndOnExit end = EndOnExit.install();
                LocalStack stack = LocalStack.start(lake, new Ports(kafkaPort, s3Port, catalogPort))) {
            LakeTables.init(stack.catalogSettings());
            stack.ensureTopic(topic, KafkaTarget.DEFAULT_PARTITIONS);
            try (LocalIngest ingest = LocalIngest.start(stack, topic, trigger, new ProgressLog())) {
                end.guard(ingest::stop);
                out.printf(
                        "Kafka    %s%nS3       %s%ncatalog  %s%nlake     %s%nready; Ctrl-C stops it%n",
                        stack.bootstrapServers(), stack.s3Endpoint(), stack.catalogUri(), lake.toAbsolutePath());
                out.flush();
                ingest.query().awaitTermination();
                return 0;
            } catch (StreamingQueryException e) {
                throw new CommandException("the ingest stopped: " + e.getMessage(), e);
            }
        }
    }
}
