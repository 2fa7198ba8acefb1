package org.joulelake.faults.network;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.process.Await;
import org.joulelake.faults.process.Child;
import org.joulelake.faults.process.LoopbackPorts;

/** A running server of toxiproxy. */
public final class Toxiproxy implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Child process;
    private final ToxiproxyApi api;

    private Toxiproxy(Child process, ToxiproxyApi api) {
        this.process = process;
        this.api = api;
    }

    /**
     * Starts the server on a free port.
     *
     * @param log file for what it says
     * @throws CommandException if it does not come up
     */
    public static Toxiproxy start(Path binary, Path log) throws InterruptedException {
        int port = LoopbackPorts.free(1).remove();
        Child process = Child.start(
                log, List.of(binary.toString(), "-host", LoopbackPorts.HOST, "-port", String.valueOf(port)));
        ToxiproxyApi api = new ToxiproxyApi(URI.create("http://" + LoopbackPorts.HOST + ":" + port));
        try {
            Await.until("toxiproxy answers", LONGEST_START, () -> {
                if (!process.isAlive()) {
                    throw new CommandException("toxiproxy has ended by itself; see " + log);
                }
                return api.answers();
            });
            return new Toxiproxy(process, api);
        } catch (RuntimeException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** Forwards one port of the loopback interface to another. */
    public Link link(String name, int port, int upstreamPort) throws InterruptedException {
        api.post(
                "/proxies",
                """
                {"name": "%s", "listen": "%s:%d", "upstream": "%s:%d", "enabled": true}"""
                        .formatted(name, LoopbackPorts.HOST, port, LoopbackPorts.HOST, upstreamPort));
        return new Link(api, name);
    }

    @Override
    public void close() {
        process.close();
    }
}
