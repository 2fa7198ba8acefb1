package org.joulelake.edge.source.joulescope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.joulescope.driver.DriverSettings;
import org.joulelake.edge.source.joulescope.driver.SharedDriver;
import org.joulelake.edge.source.joulescope.driver.StubLibrary;
import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/** Instruments of the stub, read by a thread that notes all sessions. */
final class Bench implements AutoCloseable {

    static final String DEVICE = "u/js220/000001";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final StubLibrary.Control stub;
    private final Instruments instruments;
    private final List<Session> sessions = new ArrayList<>();
    private final Thread reader = new Thread(this::readAll, "bench");
    private volatile boolean closed;
    private volatile CountDownLatch reading = new CountDownLatch(0);

    /** What came in one session. */
    static final class Session {

        private final Source source;
        private final List<SampleRun> runs = new ArrayList<>();
        private boolean over;

        Session(Source source) {
            this.source = source;
        }

        Source source() {
            return source;
        }

        synchronized List<SampleRun> runs() {
            return List.copyOf(runs);
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized long samples(String signal) {
            return runs.stream()
                    .filter(run -> run.signal().name().equals(signal))
                    .mapToLong(run -> run.samples().length)
                    .sum();
        }

        private synchronized void add(SampleRun run) {
            runs.add(run);
        }

        private synchronized void end() {
            over = true;
        }
    }

    private Bench(StubLibrary.Control stub, DriverSettings settings, String spec, long queueBytes, String... signals) {
        this.stub = stub;
        instruments = Instruments.open(
                SharedDriver.open(settings),
                InstrumentSpec.parse(spec, Set.of(signals), Optional.empty()),
                new QueueBudget(queueBytes));
        reader.setDaemon(true);
        reader.start();
    }

    /** Reads signals of the JS220 that is plugged in. */
    static Bench reading(String... signals) throws IOException, InterruptedException {
        StubLibrary.Control stub = StubLibrary.control();
        stub.stub_add(DEVICE, 0);
        Bench bench = of(stub, "all", QueueBudget.usualBytes(), signals);
        bench.awaitOpen(DEVICE);
        return bench;
    }

    /** Reads what a spec asks for. */
    static Bench of(StubLibrary.Control stub, String spec, long queueBytes, String... signals)
            throws IOException, InterruptedException {
        return new Bench(stub, StubLibrary.settings(), spec, queueBytes, signals);
    }

    StubLibrary.Control stub() {
        return stub;
    }

    Tally tally() {
        return instruments.tallies().get("JS220-000001");
    }

    /** The device sends a message of samples; returns when the driver's thread has handed it on. */
    void send(String topic, StreamBytes message) {
        send(topic, JsdrvUnion.JSDRV_PAYLOAD_TYPE_STREAM, message.bytes());
    }

    /** The device sends bytes. */
    void send(String topic, int app, byte[] bytes) {
        assertThat(stub.stub_send(DEVICE + "/" + topic, app, bytes, bytes.length))
                .isZero();
    }

    /** Lets the reader wait after the run that it is at. */
    void stall() {
        reading = new CountDownLatch(1);
    }

    /** Lets it go on. */
    void goOn() {
        reading.countDown();
    }

    void awaitOpen(String prefix) throws InterruptedException {
        await("the device is open", () -> !stub.stub_setting(prefix + "/s/stats/ctrl")
                .isEmpty());
    }

    Session awaitSession(int number, Predicate<Session> until) throws InterruptedException {
        await("session " + number, () -> {
            synchronized (sessions) {
                return sessions.size() > number && until.test(sessions.get(number));
            }
        });
        synchronized (sessions) {
            return sessions.get(number);
        }
    }

    int sessions() {
        synchronized (sessions) {
            return sessions.size();
        }
    }

    void awaitCount(Cause cause, long number) throws InterruptedException {
        await(number + " " + cause + ", have " + tally().lines(), () -> tally().of(cause) >= number);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain: " + what).isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void readAll() {
        try {
            for (Optional<Source> source = instruments.next(); source.isPresent(); source = instruments.next()) {
                read(source.get());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(Source source) throws IOException, InterruptedException {
        Session session = new Session(source);
        synchronized (sessions) {
            sessions.add(session);
        }
        try (source) {
            for (Optional<SampleRun> run = source.next(); run.isPresent() && !closed; run = source.next()) {
                if (run.get() != SampleRun.NOTHING_YET) {
                    session.add(run.get());
                }
                reading.await();
            }
        }
        session.end();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        goOn();
        instruments.stop();
        reader.join(LONGEST.toMillis());
        assertThat(reader.isAlive()).as("the reader ends").isFalse();
        instruments.close();
    }
}
