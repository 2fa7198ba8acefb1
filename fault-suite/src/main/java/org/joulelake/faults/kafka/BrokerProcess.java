package org.joulelake.faults.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import org.joulelake.faults.process.Child;
import org.joulelake.faults.process.JavaCommand;

/** One broker; what it has written stays when it is killed, and is there when it is started again. */
final class BrokerProcess implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 384;

    /** Three brokers that compile as well as they can take a whole core for that in their first minutes. */
    private static final List<String> LITTLE_COMPILED = List.of("-XX:TieredStopAtLevel=1");

    private final Path log;
    private final List<String> command;
    private Child process;

    /**
     * A broker that is not started.
     *
     * @param folder of its settings and records
     * @param log file for what it says, in all its lives
     */
    BrokerProcess(Path folder, Path log, Properties settings, String clusterId) {
        this.log = log;
        Path file = folder.resolve("broker.properties");
        command =
                JavaCommand.of(HEAP_MEGABYTES, LITTLE_COMPILED, BrokerMain.class, List.of(file.toString(), clusterId));
        try {
            Files.createDirectories(folder);
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Starts it unless it runs; it serves some seconds later. */
    void start() {
        if (!isAlive()) {
            process = Child.start(log, command);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
