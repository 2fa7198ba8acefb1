package org.joulelake.edge.source.joulescope.driver;

/** The one driver of the process: started for the first who asks, ended with the last who lets it go. */
public final class SharedDriver {

    private static NativeDriver driver;
    private static DriverSettings startedWith;
    private static int users;

    private SharedDriver() {}

    /**
     * The driver; to be closed.
     *
     * @throws org.joulelake.cli.CommandException if none can be started
     */
    public static synchronized Driver open(DriverSettings settings) {
        if (users > 0 && !settings.equals(startedWith)) {
            throw new IllegalStateException("the driver was started with " + startedWith + ", not with " + settings);
        }
        if (users == 0) {
            driver = NativeDriver.start(settings);
            startedWith = settings;
        }
        users++;
        return new Share(driver);
    }

    private static synchronized void letGo() {
        users--;
        if (users == 0) {
            driver.close();
            driver = null;
        }
    }

    /** One user's driver. */
    private static final class Share implements Driver {

        private final Driver all;
        private boolean closed;

        Share(Driver all) {
            this.all = all;
        }

        @Override
        public DriverVersion version() {
            return all.version();
        }

        @Override
        public void open(String prefix, OpenMode mode) throws DriverException {
            all.open(prefix, mode);
        }

        @Override
        public void close(String prefix) throws DriverException {
            all.close(prefix);
        }

        @Override
        public void publish(String topic, int number) throws DriverException {
            all.publish(topic, number);
        }

        @Override
        public void publish(String topic, String text) throws DriverException {
            all.publish(topic, text);
        }

        @Override
        public void publish(String topic, int app, byte[] bytes) throws DriverException {
            all.publish(topic, app, bytes);
        }

        @Override
        public Subscription subscribe(String topic, boolean latest, TopicListener listener) throws DriverException {
            return all.subscribe(topic, latest, listener);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                letGo();
            }
        }
    }
}
