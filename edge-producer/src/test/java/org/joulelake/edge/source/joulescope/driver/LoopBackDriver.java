package org.joulelake.edge.source.joulescope.driver;

import java.util.concurrent.atomic.AtomicInteger;

import org.joulelake.edge.source.joulescope.jna.JsdrvLibrary;

/**
 * The vendor's driver with one device that is not there: what is published to its topics goes through the driver and comes
 * back as if the device had sent it. Only opening, closing and settings, which need a device, are left out.
 */
public final class LoopBackDriver implements Driver {

    /** The device. */
    public static final String DEVICE = "u/js220/999999";

    /** Its name. */
    public static final String NAME = "JS220-999999";

    private static final String LIST = DEVICE + "/h/list";
    private static final int TIMED_OUT = 11;

    private final Driver vendors;
    private final AtomicInteger listeners = new AtomicInteger();

    /** Takes the driver over. */
    public LoopBackDriver(Driver vendors) {
        this.vendors = vendors;
    }

    @Override
    public DriverVersion version() {
        return vendors.version();
    }

    @Override
    public void open(String prefix, OpenMode mode) {}

    @Override
    public void close(String prefix) {}

    @Override
    public void publish(String topic, int number) {}

    @Override
    public void publish(String topic, String text) {}

    @Override
    public void publish(String topic, int app, byte[] bytes) throws DriverException {
        vendors.publish(topic, app, bytes);
    }

    @Override
    public Subscription subscribe(String topic, boolean latest, TopicListener listener) throws DriverException {
        boolean list = topic.equals(JsdrvLibrary.JSDRV_MSG_DEVICE_LIST);
        Subscription subscription = vendors.subscribe(list ? LIST : topic, latest, listener);
        if (list) {
            plugIn();
        } else {
            listeners.incrementAndGet();
        }
        return subscription;
    }

    /** How many topics of the device are listened to: what comes before is heard by nobody. */
    public int listeners() {
        return listeners.get();
    }

    /** The driver hands the text on, and then waits in vain for the device to say that it has taken it. */
    private void plugIn() throws DriverException {
        try {
            vendors.publish(LIST, DEVICE);
        } catch (DriverException e) {
            if (e.code() != TIMED_OUT) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        vendors.close();
    }
}
