package org.joulelake.edge.source.joulescope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

import org.joulelake.edge.source.joulescope.driver.Driver;
import org.joulelake.edge.source.joulescope.driver.Driver.Subscription;
import org.joulelake.edge.source.joulescope.driver.DriverException;
import org.joulelake.edge.source.joulescope.driver.OpenMode;

/** An instrument that is open and sends what is wanted. */
final class OpenInstrument {

    private static final Logger LOG = LoggerFactory.getLogger(OpenInstrument.class);

    private static final String RATE_TOPIC = "h/fs";
    private static final String AUTO = "auto";
    private static final int ON = 1;
    private static final int OFF = 0;
    private static final int USUAL_STATISTICS_RATE_HZ = 2;

    private final Driver driver;
    private final DeviceId id;
    private final InstrumentOptions options;
    private final SignalChoice choice;
    private final DeviceStream stream;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private volatile boolean unplugged;

    private OpenInstrument(
            Driver driver, DeviceId id, InstrumentOptions options, SignalChoice choice, DeviceStream stream) {
        this.driver = driver;
        this.id = id;
        this.options = options;
        this.choice = choice;
        this.stream = stream;
    }

    /**
     * Opens and configures an instrument and switches its signals on.
     *
     * @throws DriverException if that cannot be done; the instrument is closed then
     * @throws org.joulelake.cli.CommandException if it does not have the signals that are wanted
     */
    static OpenInstrument open(Driver driver, DeviceId id, InstrumentOptions options, QueueBudget budget, Tally tally)
            throws DriverException {
        SignalChoice choice = SignalChoice.of(id.model(), options.signals());
        int statistics = StatisticsDecoder.signals(id.model()).size();
        DeviceStream stream = new DeviceStream(id, new MessageQueue(budget, tally, statistics), tally);
        OpenInstrument opened = new OpenInstrument(driver, id, options, choice, stream);
        driver.open(id.prefix(), options.openMode());
        try {
            opened.configure();
            opened.listen();
            opened.switchOn();
            return opened;
        } catch (DriverException e) {
            opened.close();
            throw e;
        }
    }

    private void configure() throws DriverException {
        if (options.autoRange()) {
            driver.publish(id.topic(id.model().rangeTopic()), AUTO);
        }
        if (options.rateHz().isPresent()) {
            driver.publish(id.topic(RATE_TOPIC), options.rateHz().getAsInt());
        }
        if (choice.statistics() && id.model().statisticsCountTopic().isPresent()) {
            int rateHz = options.statisticsRateHz().orElse(USUAL_STATISTICS_RATE_HZ);
            driver.publish(
                    id.topic(id.model().statisticsCountTopic().get()),
                    id.model().fullRateHz() / rateHz);
        }
    }

    private void listen() throws DriverException {
        MessageQueue queue = stream.queue();
        for (Channel channel : choice.channels()) {
            subscriptions.add(
                    driver.subscribe(id.topic(channel.dataTopic()), false, value -> queue.offer(channel, value)));
        }
        if (choice.statistics()) {
            subscriptions.add(driver.subscribe(id.topic(id.model().statisticsTopic()), false, queue::offerStatistics));
        }
    }

    /** An instrument that keeps its settings may send signals that somebody else has wanted. */
    private void switchOn() throws DriverException {
        for (Channel channel : id.model().channels()) {
            boolean wanted = choice.channels().contains(channel);
            if (wanted || options.openMode() == OpenMode.RESUME) {
                driver.publish(id.topic(channel.switchTopic()), wanted ? ON : OFF);
            }
        }
        driver.publish(id.topic(id.model().statisticsSwitch()), choice.statistics() ? ON : OFF);
    }

    DeviceStream stream() {
        return stream;
    }

    /** It is not there any more; what has come is still read. */
    void wasUnplugged() {
        unplugged = true;
        stream.endWithWhatCame();
    }

    /** Switches its signals off and closes it, as far as it still listens. */
    void close() {
        if (!unplugged) {
            for (Channel channel : choice.channels()) {
                attempt(() -> driver.publish(id.topic(channel.switchTopic()), OFF));
            }
            if (choice.statistics()) {
                attempt(() -> driver.publish(id.topic(id.model().statisticsSwitch()), OFF));
            }
        }
        subscriptions.forEach(Subscription::close);
        if (!unplugged) {
            attempt(() -> driver.close(id.prefix()));
        }
        stream.queue().clear();
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (DriverException e) {
            LOG.debug("{} while it is let go: {}", id.name(), e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws DriverException;
    }
}
