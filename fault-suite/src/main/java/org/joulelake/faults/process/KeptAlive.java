package org.joulelake.faults.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A process that can be held down, and is started again when that is over. A service is also started again when it ends by
 * itself with an error, as a service manager does.
 */
public final class KeptAlive implements AutoCloseable {

    private static final long PAUSE_MILLIS = 1_000;

    private final Path log;
    private final Supplier<List<String>> command;
    private final boolean isService;
    private final Thread keeper;
    private Child child;
    private boolean heldDown;
    private boolean closed;
    private int ownDeaths;

    private KeptAlive(String name, Path log, Supplier<List<String>> command, boolean isService) {
        this.log = log;
        this.command = command;
        this.isService = isService;
        keeper = new Thread(this::keep, "keeper-of-" + name);
        keeper.setDaemon(true);
    }

    /**
     * Starts something that shall never end.
     *
     * @param name of its log
     * @param logs folder of logs
     * @param command asked before each start
     */
    public static KeptAlive service(String name, Path logs, Supplier<List<String>> command) {
        return start(new KeptAlive(name, logs.resolve(name + ".log"), command, true));
    }

    /** Starts something that ends when its work is done; otherwise as {@link #service}. */
    public static KeptAlive task(String name, Path logs, Supplier<List<String>> command) {
        return start(new KeptAlive(name, logs.resolve(name + ".log"), command, false));
    }

    private static KeptAlive start(KeptAlive kept) {
        kept.startChild();
        kept.keeper.start();
        return kept;
    }

    /** Kills it (SIGKILL) and does not start it again until {@link #release}; what has ended for good stays so. */
    public synchronized void holdDown() throws InterruptedException {
        if (ended().isEmpty()) {
            heldDown = true;
            child.kill();
        }
    }

    /** Starts it again, if it was held down. */
    public synchronized void release() {
        boolean wasHeldDown = heldDown;
        heldDown = false;
        if (wasHeldDown && !isAlive()) {
            startChild();
        }
    }

    /** Whether it runs. */
    public synchronized boolean isAlive() {
        return child.isAlive();
    }

    /** The exit code with which it has ended by itself and for good; empty if it has not. */
    public synchronized OptionalInt ended() {
        return heldDown || isService ? OptionalInt.empty() : exit();
    }

    /** How often it has ended by itself with an error. */
    public synchronized int ownDeaths() {
        return ownDeaths;
    }

    /** Asks it to end (SIGTERM) and waits; false if it does not end in this time. */
    public boolean stop(Duration longest) throws InterruptedException {
        synchronized (this) {
            closed = true;
            child.terminate();
        }
        return child.awaitExit(longest).isPresent();
    }

    private synchronized void startChild() {
        child = Child.start(log, command.get());
    }

    private void keep() {
        try {
            while (keepOn()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean keepOn() {
        OptionalInt exit = exit();
        if (isService && !closed && !heldDown && exit.isPresent() && exit.getAsInt() != 0) {
            ownDeaths++;
            startChild();
        }
        return !closed;
    }

    private OptionalInt exit() {
        try {
            return child.awaitExit(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        keeper.interrupt();
        child.close();
    }
}
