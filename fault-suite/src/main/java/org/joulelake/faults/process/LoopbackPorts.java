package org.joulelake.faults.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.joulelake.cli.CommandException;

/**
 * Free ports of the loopback interface, for processes that are killed and must find their port again.
 *
 * <p>They lie below the ports that Linux and macOS give to outgoing connections: another program's connection must not
 * take the port of a broker that is down.
 */
public final class LoopbackPorts {

    /** The only address that anything here listens on. */
    public static final String HOST = "127.0.0.1";

    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 32_000;
    private static final int TRIES = 10_000;

    private LoopbackPorts() {}

    /**
     * So many different ports that nobody listens on.
     *
     * @throws CommandException if there are not so many
     */
    public static Queue<Integer> free(int count) {
        Random random = new Random();
        Set<Integer> ports = new TreeSet<>();
        for (int i = 0; i < TRIES && ports.size() < count; i++) {
            int port = random.nextInt(FIRST, AFTER_LAST);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new CommandException(
                    "cannot find %d free ports from %d to %d on %s".formatted(count, FIRST, AFTER_LAST - 1, HOST));
        }
        return new ArrayDeque<>(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
