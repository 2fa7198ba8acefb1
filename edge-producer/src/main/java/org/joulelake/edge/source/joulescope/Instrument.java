package org.joulelake.edge.source.joulescope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.joulescope.driver.Driver;
import org.joulelake.edge.source.joulescope.driver.DriverException;
import org.joulelake.edge.trouble.Obstruction;

/**
 * One instrument through all its sessions: opened when it is there, opened anew when it comes back or falls silent, let go
 * when its reader stops. The supply's thread opens it, the reader's ends its sessions. The driver's thread tells that it
 * came or went, and takes no lock for that: somebody may hold it who waits for the driver.
 */
final class Instrument {

    private static final Logger LOG = LoggerFactory.getLogger(Instrument.class);

    private final DeviceId id;
    private final Driver driver;
    private final InstrumentOptions options;
    private final QueueBudget budget;
    private final Tally tally;
    private final Obstruction obstruction;
    private final AtomicInteger departures = new AtomicInteger();
    private volatile boolean present;
    private volatile boolean arrived;
    private volatile Optional<OpenInstrument> open = Optional.empty();
    private final Backoff backoff = new Backoff();
    private final JoulescopeSource.Listener sessionListener = new SessionListener();
    private boolean inSession;

    Instrument(DeviceId id, Driver driver, InstrumentOptions options, QueueBudget budget) {
        this.id = id;
        this.driver = driver;
        this.options = options;
        this.budget = budget;
        tally = new Tally(options.nameOf(id));
        obstruction = new Obstruction(options.nameOf(id) + " cannot be read");
    }

    Tally tally() {
        return tally;
    }

    String name() {
        return options.nameOf(id);
    }

    /** It was plugged in. For the driver's thread. */
    void came() {
        arrived = true;
        present = true;
    }

    /** It was unplugged. For the driver's thread. */
    void went() {
        present = false;
        departures.incrementAndGet();
        open.ifPresent(OpenInstrument::wasUnplugged);
    }

    /** A session, if one can begin now. */
    synchronized Optional<Source> tryBegin() {
        if (inSession) {
            return Optional.empty();
        }
        if (arrived) {
            arrived = false;
            backoff.reset();
        }
        if (open.isEmpty() && present && backoff.isDue(System.nanoTime())) {
            open();
        }
        return open.map(this::begin);
    }

    private void open() {
        int departuresBefore = departures.get();
        try {
            OpenInstrument opened = OpenInstrument.open(driver, id, options, budget, tally);
            open = Optional.of(opened);
            if (departures.get() != departuresBefore) {
                opened.wasUnplugged();
            }
            LOG.info("{} is open", name());
        } catch (DriverException | CommandException e) {
            backoff.failed(System.nanoTime());
            obstruction.met(e.getMessage());
        }
    }

    private Source begin(OpenInstrument opened) {
        inSession = true;
        return new JoulescopeSource(
                name(),
                opened.stream(),
                SignalChoice.of(id.model(), options.signals()).signalNames(id.model()),
                HostClock.SYSTEM,
                sessionListener);
    }

    private synchronized void begun() {
        backoff.reset();
        obstruction.over();
    }

    private synchronized void ended(SessionEnd end) {
        inSession = false;
        if (end != SessionEnd.BREAK) {
            close();
        }
        if (end == SessionEnd.SILENT) {
            backoff.failed(System.nanoTime());
            obstruction.met("it sends nothing; it is opened anew");
        }
    }

    /** Lets it go, if no session holds it. */
    synchronized void release() {
        if (!inSession) {
            close();
        }
    }

    private void close() {
        open.ifPresent(OpenInstrument::close);
        open = Optional.empty();
    }

    /** Sessions tell it on their readers' threads. */
    private final class SessionListener implements JoulescopeSource.Listener {

        @Override
        public void begun() {
            Instrument.this.begun();
        }

        @Override
        public void ended(SessionEnd end) {
            Instrument.this.ended(end);
        }
    }
}
