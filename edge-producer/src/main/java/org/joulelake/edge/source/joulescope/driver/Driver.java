package org.joulelake.edge.source.joulescope.driver;

import java.io.Closeable;

/**
 * What is wanted of the vendor's driver. All calls but the listeners' may take as long as the driver does, some seconds
 * at most. Any thread may use it, but not the driver's own, which calls the listeners.
 */
public interface Driver extends Closeable {

    /** Its version. */
    DriverVersion version();

    /**
     * Opens a device.
     *
     * @param prefix such as {@code u/js220/002557}
     * @param mode what becomes of its settings
     * @throws DriverException if it cannot be opened
     */
    void open(String prefix, OpenMode mode) throws DriverException;

    /**
     * Closes a device.
     *
     * @throws DriverException if it cannot be closed, as when it was unplugged
     */
    void close(String prefix) throws DriverException;

    /**
     * Gives a topic a whole number.
     *
     * @throws DriverException if the topic's owner refuses it
     */
    void publish(String topic, int number) throws DriverException;

    /**
     * Gives a topic a text, or one of its options by name.
     *
     * @throws DriverException if the topic's owner refuses it
     */
    void publish(String topic, String text) throws DriverException;

    /**
     * Hands bytes to whoever listens to a topic, as a device does with its messages; does not wait for them.
     *
     * @param app what the bytes are, one of {@code JSDRV_PAYLOAD_TYPE_*}
     * @throws DriverException if the driver refuses them
     */
    void publish(String topic, int app, byte[] bytes) throws DriverException;

    /**
     * Listens to a topic until closed. After that the listener is not called any more.
     *
     * @param latest whether the value that the topic has is told first
     * @throws DriverException if the driver refuses it
     */
    Subscription subscribe(String topic, boolean latest, TopicListener listener) throws DriverException;

    /** Ends the use of the driver. */
    @Override
    void close();

    /** A listener that listens. */
    interface Subscription extends AutoCloseable {

        /** Ends it; does nothing if it has ended. */
        @Override
        void close();
    }
}
