package org.joulelake.edge.source.joulescope.driver;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.jna.JsdrvLibrary;
import org.joulelake.edge.source.joulescope.jna.JsdrvSubscribeFn;
import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/**
 * The vendor's driver, started. The process has one at a time, as it takes all devices for itself: see
 * {@link SharedDriver}.
 */
final class NativeDriver implements Driver {

    private static final Logger LOG = LoggerFactory.getLogger(NativeDriver.class);

    /** Driver's own default for starting ({@code JSDRV_TIMEOUT_MS_INIT}), doubled for slow machines. */
    private static final int START_TIMEOUT_MILLIS = 10_000;

    /** A JS110 reads its calibration when it is opened, in several steps of up to a second. */
    private static final int OPEN_TIMEOUT_MILLIS = 10_000;

    private static final int TIMEOUT_MILLIS = 3_000;

    /** {@code JSDRV_TIMEOUT_MS_ASYNC}. */
    private static final int NO_WAIT = 0;

    private static final CallbackThreadInitializer THREAD = stayingAttached();

    private final JsdrvLibrary functions;
    private final Pointer context;
    private final DriverVersion version;
    private final Set<Listening> listening = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private NativeDriver(JsdrvLibrary functions, Pointer context) throws DriverException {
        this.functions = functions;
        this.context = context;
        version = askVersion();
    }

    /**
     * Loads and starts a driver.
     *
     * @throws CommandException if none can be found, loaded or started, or if its version was never tested and the
     *     settings do not allow that
     */
    static NativeDriver start(DriverSettings settings) {
        StructLayout.check();
        LibraryLoader.Loaded loaded = LibraryLoader.load(LibraryFinder.here(), settings);
        NativeDriver driver = start(loaded);
        if (!driver.version.isTested()) {
            refuseOrWarn(driver, loaded.path(), settings);
        }
        LOG.info("Joulescope driver {} from {}", driver.version, loaded.path());
        return driver;
    }

    private static NativeDriver start(LibraryLoader.Loaded loaded) {
        PointerByReference context = new PointerByReference();
        try {
            int code = loaded.functions().jsdrv_initialize(context, null, START_TIMEOUT_MILLIS);
            if (code != ReturnCode.SUCCESS) {
                throw new DriverException(
                        "cannot start the Joulescope driver " + loaded.path(),
                        code,
                        loaded.functions().jsdrv_error_code_name(code));
            }
            return new NativeDriver(loaded.functions(), context.getValue());
        } catch (DriverException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (UnsatisfiedLinkError e) {
            throw new CommandException(
                    loaded.path() + " is no Joulescope driver that is known here: " + e.getMessage(), e);
        }
    }

    private static void refuseOrWarn(NativeDriver driver, String path, DriverSettings settings) {
        String what = "Joulescope driver %s has version %s; tested are %s to %s"
                .formatted(path, driver.version, DriverVersion.OLDEST_TESTED, DriverVersion.NEWEST_TESTED);
        if (settings.untestedVersions()) {
            LOG.warn("{}; used all the same, as --joulescope-any-version says", what);
            return;
        }
        driver.close();
        throw new CommandException(
                what + "; install one of these, or take the risk with --joulescope-any-version (what it sends is"
                        + " checked all the same, but its meaning may have changed)");
    }

    private DriverVersion askVersion() throws DriverException {
        JsdrvUnion value = new JsdrvUnion();
        check(
                "cannot ask the Joulescope driver for its version",
                functions.jsdrv_query(context, JsdrvLibrary.JSDRV_MSG_VERSION, value, TIMEOUT_MILLIS));
        return DriverVersion.of(value.value & 0xffff_ffffL);
    }

    @Override
    public DriverVersion version() {
        return version;
    }

    @Override
    public void open(String prefix, OpenMode mode) throws DriverException {
        int code = mode == OpenMode.DEFAULTS
                ? JsdrvLibrary.JSDRV_DEVICE_OPEN_MODE_DEFAULTS
                : JsdrvLibrary.JSDRV_DEVICE_OPEN_MODE_RESUME;
        check("cannot open " + prefix, functions.jsdrv_open(context, prefix, code, OPEN_TIMEOUT_MILLIS));
    }

    @Override
    public void close(String prefix) throws DriverException {
        check("cannot close " + prefix, functions.jsdrv_close(context, prefix, TIMEOUT_MILLIS));
    }

    @Override
    public void publish(String topic, int number) throws DriverException {
        JsdrvUnion value = new JsdrvUnion();
        value.type = (byte) JsdrvUnion.JSDRV_UNION_U32;
        value.value = number & 0xffff_ffffL;
        publish(topic, String.valueOf(number), value);
    }

    @Override
    public void publish(String topic, String text) throws DriverException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] terminated = Arrays.copyOf(bytes, bytes.length + 1);
        publish(topic, text, pointing(JsdrvUnion.JSDRV_UNION_STR, 0, terminated));
    }

    @Override
    public void publish(String topic, int app, byte[] bytes) throws DriverException {
        JsdrvUnion value = pointing(JsdrvUnion.JSDRV_UNION_BIN, app, bytes);
        check("cannot publish to " + topic, functions.jsdrv_publish(context, topic, value, NO_WAIT));
    }

    private void publish(String topic, String what, JsdrvUnion value) throws DriverException {
        check("cannot set " + topic + " to " + what, functions.jsdrv_publish(context, topic, value, TIMEOUT_MILLIS));
    }

    /** A value of bytes; the driver copies them before the call that it is given to returns. */
    private static JsdrvUnion pointing(int type, int app, byte[] bytes) {
        PointingUnion value = new PointingUnion(new Memory(bytes.length));
        value.target.write(0, bytes, 0, bytes.length);
        value.type = (byte) type;
        value.app = (byte) app;
        value.size = bytes.length;
        value.value = Pointer.nativeValue(value.target);
        return value;
    }

    @Override
    public Subscription subscribe(String topic, boolean latest, TopicListener listener) throws DriverException {
        Listening added = new Listening(topic, listener);
        listening.add(added);
        byte flags = (byte) (JsdrvLibrary.JSDRV_SFLAG_PUB | (latest ? JsdrvLibrary.JSDRV_SFLAG_RETAIN : 0));
        int code = functions.jsdrv_subscribe(context, topic, flags, added.function, null, TIMEOUT_MILLIS);
        if (code != ReturnCode.SUCCESS) {
            added.close();
            check("cannot listen to " + topic, code);
        }
        return added;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            functions.jsdrv_finalize(context, START_TIMEOUT_MILLIS);
        }
    }

    private void check(String what, int code) throws DriverException {
        if (code != ReturnCode.SUCCESS) {
            throw new DriverException(what, code, functions.jsdrv_error_code_name(code));
        }
    }

    /** The driver's threads live as long as the driver: to attach and detach them with each call would cost time. */
    private static CallbackThreadInitializer stayingAttached() {
        return new CallbackThreadInitializer(true, false, "joulescope-driver");
    }

    /** A value that keeps what it points to. */
    public static final class PointingUnion extends JsdrvUnion {

        private final Memory target;

        PointingUnion(Memory target) {
            this.target = target;
        }
    }

    /** A listener with the function that the driver calls for it, which must stay until the driver lets it go. */
    private final class Listening implements Subscription {

        private final String topic;
        private final TopicListener listener;
        private final JsdrvSubscribeFn function = this::called;

        Listening(String topic, TopicListener listener) {
            this.topic = topic;
            this.listener = listener;
            Native.setCallbackThreadInitializer(function, THREAD);
        }

        private void called(Pointer userData, Pointer topicName, Pointer union) {
            try {
                listener.valueCame(new TopicValue(union));
            } catch (RuntimeException | Error e) {
                // Nothing may be thrown into the driver.
                LOG.error("A value of {} was not taken: {}", topic, e.toString());
            }
        }

        @Override
        public void close() {
            if (!listening.contains(this)) {
                return;
            }
            int code = functions.jsdrv_unsubscribe(context, topic, function, null, TIMEOUT_MILLIS);
            if (code == ReturnCode.SUCCESS) {
                listening.remove(this);
            } else {
                // The driver may still call the function: it stays, and is passed over.
                LOG.warn("The driver does not let go of {}: code {}", topic, code);
            }
        }
    }
}
