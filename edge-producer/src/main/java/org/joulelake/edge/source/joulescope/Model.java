package org.joulelake.edge.source.joulescope;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The instruments, and in what they differ for us. Topics from the driver's sources: {@code js110_usb.c},
 * {@code js220_usb.c}, {@code js320_drv.c}.
 */
public enum Model {
    /** 2 MSPS; its samples are made on the host, and its statistics, too, but for those of {@code s/sstats}. */
    JS110(2_000_000, "s/i/range/select", "s/sstats/ctrl", "s/sstats/value", "", false, 2),
    /** 1 MSPS of current, voltage and power; ids count at 2 MHz. */
    JS220(1_000_000, "s/i/range/mode", "s/stats/ctrl", "s/stats/value", "s/stats/scnt", true, 4),
    /** 1 MSPS of current, voltage and power; ids count at 16 MHz. */
    JS320(1_000_000, "s/i/range/mode", "s/stats/ctrl", "s/stats/value", "s/stats/scnt", true, 4);

    private final int fullRateHz;
    private final String rangeTopic;
    private final String statisticsSwitch;
    private final String statisticsTopic;
    private final String statisticsCountTopic;
    private final boolean deviation;
    private final int inputs;

    Model(
            int fullRateHz,
            String rangeTopic,
            String statisticsSwitch,
            String statisticsTopic,
            String statisticsCountTopic,
            boolean deviation,
            int inputs) {
        this.fullRateHz = fullRateHz;
        this.rangeTopic = rangeTopic;
        this.statisticsSwitch = statisticsSwitch;
        this.statisticsTopic = statisticsTopic;
        this.statisticsCountTopic = statisticsCountTopic;
        this.deviation = deviation;
        this.inputs = inputs;
    }

    /** The model of a name such as {@code js220}; empty for a device that is none of these. */
    static Optional<Model> of(String name) {
        return Stream.of(values())
                .filter(model -> model.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** Its fastest rate of current and voltage, in samples a second. */
    public int fullRateHz() {
        return fullRateHz;
    }

    /** Topic that takes the current range, or {@code auto}. */
    String rangeTopic() {
        return rangeTopic;
    }

    /** Topic that switches statistics of the instrument on. */
    String statisticsSwitch() {
        return statisticsSwitch;
    }

    /** Topic of these statistics. */
    String statisticsTopic() {
        return statisticsTopic;
    }

    /** Topic that takes over how many samples of the full rate they go; empty where that is fixed, at 2 Hz. */
    Optional<String> statisticsCountTopic() {
        return statisticsCountTopic.isEmpty() ? Optional.empty() : Optional.of(statisticsCountTopic);
    }

    /** Whether its statistics have a standard deviation; a JS110 says 0 for it. */
    boolean computesDeviation() {
        return deviation;
    }

    /** The signals that it can send. */
    List<Channel> channels() {
        return Stream.of(Channel.values())
                .filter(channel -> channel != Channel.TRIGGER_IN || this != JS110)
                .filter(channel -> !channel.isInput() || channel.index() < inputs || channel == Channel.TRIGGER_IN)
                .toList();
    }
}
