package org.joulelake.edge.source.joulescope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.SourceSupply;
import org.joulelake.edge.source.joulescope.driver.Driver;
import org.joulelake.edge.source.joulescope.driver.Driver.Subscription;
import org.joulelake.edge.source.joulescope.driver.DriverException;
import org.joulelake.edge.source.joulescope.driver.TopicValue;
import org.joulelake.edge.source.joulescope.jna.JsdrvLibrary;

/**
 * The instruments that a user asks for, as they come and go: a source for each session of each of them. The driver's list
 * of devices tells which are there.
 */
public final class Instruments implements SourceSupply {

    private static final Logger LOG = LoggerFactory.getLogger(Instruments.class);

    /** How often instruments are looked after. */
    private static final long LOOK_MILLIS = 50;

    private final Driver driver;
    private final InstrumentOptions options;
    private final QueueBudget budget;
    private final Map<DeviceId, Instrument> instruments = new ConcurrentHashMap<>();
    private final Set<DeviceId> present = new HashSet<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Subscription list;

    private Instruments(Driver driver, InstrumentOptions options, QueueBudget budget) throws DriverException {
        this.driver = driver;
        this.options = options;
        this.budget = budget;
        list = driver.subscribe(JsdrvLibrary.JSDRV_MSG_DEVICE_LIST, true, this::listed);
    }

    /**
     * Looks for instruments, and takes the driver over: it is closed with this.
     *
     * @throws CommandException if the driver does not tell which devices there are
     */
    public static Instruments open(Driver driver, InstrumentOptions options, QueueBudget budget) {
        SignalChoice.check(options.signals());
        try {
            Instruments opened = new Instruments(driver, options, budget);
            if (opened.instruments.isEmpty()) {
                LOG.info("Waiting for {} to be plugged in", options.device().orElse("an instrument"));
            }
            return opened;
        } catch (DriverException e) {
            driver.close();
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** The list has changed. On the driver's thread: one list after the other, so that no going and coming is missed. */
    private void listed(TopicValue value) {
        Set<DeviceId> now = new HashSet<>();
        Arrays.stream(value.isText() ? value.text().split(",") : new String[0])
                .flatMap(prefix -> DeviceId.of(prefix.trim()).stream())
                .filter(options::wants)
                .forEach(now::add);
        for (DeviceId device : present) {
            if (!now.contains(device)) {
                instruments.get(device).went();
            }
        }
        for (DeviceId device : now) {
            if (!present.contains(device)) {
                instruments
                        .computeIfAbsent(device, id -> new Instrument(id, driver, options, budget))
                        .came();
            }
        }
        present.clear();
        present.addAll(now);
    }

    @Override
    public Optional<Source> next() throws InterruptedException {
        do {
            for (Instrument instrument : instruments.values()) {
                Optional<Source> source = stopped.getCount() == 0 ? Optional.empty() : instrument.tryBegin();
                if (source.isPresent()) {
                    return source;
                }
            }
        } while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        return Optional.empty();
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    /** What went wrong with each instrument so far, by name. */
    public Map<String, Tally> tallies() {
        Map<String, Tally> tallies = new ConcurrentHashMap<>();
        instruments.values().forEach(instrument -> tallies.put(instrument.name(), instrument.tally()));
        return tallies;
    }

    /** Lets all instruments go, and the driver. */
    @Override
    public void close() {
        stop();
        list.close();
        Collection<Instrument> all = List.copyOf(instruments.values());
        all.forEach(Instrument::release);
        driver.close();
    }
}
