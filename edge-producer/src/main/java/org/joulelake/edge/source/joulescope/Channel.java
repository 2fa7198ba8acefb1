package org.joulelake.edge.source.joulescope;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stream of samples that an instrument can send. Names and units are those of the vendor's recordings, so that live
 * data and recordings look alike.
 */
public enum Channel {
    /** Current in A. */
    CURRENT("current", "A", "s/i", 1, 0),
    /** Voltage in V. */
    VOLTAGE("voltage", "V", "s/v", 2, 0),
    /** Power in W, as the instrument or the driver computes it. */
    POWER("power", "W", "s/p", 3, 0),
    /** Number of the current range that the instrument was in. */
    CURRENT_RANGE("current_range", "", "s/i/range", 4, 0),
    /** General-purpose input 0. */
    GPI_0("gpi[0]", "", "s/gpi/0", 5, 0),
    /** General-purpose input 1. */
    GPI_1("gpi[1]", "", "s/gpi/1", 5, 1),
    /** General-purpose input 2. */
    GPI_2("gpi[2]", "", "s/gpi/2", 5, 2),
    /** General-purpose input 3. */
    GPI_3("gpi[3]", "", "s/gpi/3", 5, 3),
    /** Trigger input. */
    TRIGGER_IN("trigger_in", "", "s/gpi/7", 5, 7);

    private static final int FIELD_INPUT = 5;

    private final String signalName;
    private final String unit;
    private final String topic;
    private final int fieldId;
    private final int index;

    Channel(String signalName, String unit, String topic, int fieldId, int index) {
        this.signalName = signalName;
        this.unit = unit;
        this.topic = topic;
        this.fieldId = fieldId;
        this.index = index;
    }

    /** The channel of a signal's name. */
    static Optional<Channel> of(String signalName) {
        return Stream.of(values())
                .filter(channel -> channel.signalName.equals(signalName))
                .findFirst();
    }

    /** Name of the signal. */
    String signalName() {
        return signalName;
    }

    /** Unit of its samples; empty where there is none. */
    String unit() {
        return unit;
    }

    /** Topic below the device that switches it on. */
    String switchTopic() {
        return topic + "/ctrl";
    }

    /** Topic below the device that its samples come on. */
    String dataTopic() {
        return topic + "/!data";
    }

    /** {@code jsdrv_field_e} of its messages. */
    int fieldId() {
        return fieldId;
    }

    /** Channel within the field. */
    int index() {
        return index;
    }

    /** Whether it is a digital input. */
    boolean isInput() {
        return fieldId == FIELD_INPUT;
    }
}
