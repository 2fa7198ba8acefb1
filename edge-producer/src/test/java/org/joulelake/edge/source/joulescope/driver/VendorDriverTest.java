package org.joulelake.edge.source.joulescope.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The binding against the vendor's unmodified library. */
@Timeout(120)
class VendorDriverTest {

    private static final String TOPIC = "u/js220/999999/s/i/!data";

    private static Driver driver;

    @BeforeAll
    static void start() throws Exception {
        driver = SharedDriver.open(VendorLibrary.install(VendorLibrary.NEWEST));
    }

    @AfterAll
    static void end() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void theDriverTellsItsVersion() {
        assertThat(driver.version()).hasToString(VendorLibrary.NEWEST);
        assertThat(DriverVersion.NEWEST_TESTED).hasToString(VendorLibrary.NEWEST);
        assertThat(DriverVersion.OLDEST_TESTED).hasToString(VendorLibrary.OLDEST);
    }

    @Test
    void theListOfDevicesIsToldToWhoeverAsksForTheLatest() throws Exception {
        BlockingQueue<String> lists = new LinkedBlockingQueue<>();
        try (Driver.Subscription subscription =
                driver.subscribe("@/list", true, value -> lists.add(value.isText() ? value.text() : "no text"))) {
            assertThat(lists.poll(10, TimeUnit.SECONDS)).isNotNull().isNotEqualTo("no text");
        }
    }

    @Test
    void bytesComeBackAsTheyWere() throws Exception {
        byte[] sent = new byte[200_000];
        new java.util.Random(1).nextBytes(sent);
        BlockingQueue<byte[]> came = new LinkedBlockingQueue<>();
        try (Driver.Subscription subscription = driver.subscribe(TOPIC, false, value -> {
            byte[] copy = new byte[(int) value.size()];
            value.copyTo(copy, copy.length);
            came.add(value.isBytes() && value.app() == 1 ? copy : new byte[0]);
        })) {
            driver.publish(TOPIC, 1, sent);
            assertThat(came.poll(10, TimeUnit.SECONDS)).isEqualTo(sent);
        }
    }

    @Test
    void aListenerThatFailsDoesNotHarmTheDriver() throws Exception {
        BlockingQueue<Long> came = new LinkedBlockingQueue<>();
        try (Driver.Subscription failing = driver.subscribe(TOPIC, false, value -> {
                    throw new IllegalStateException("on purpose");
                });
                Driver.Subscription other = driver.subscribe(TOPIC, false, value -> came.add(value.size()))) {
            driver.publish(TOPIC, 1, new byte[77]);
            assertThat(came.poll(10, TimeUnit.SECONDS)).isEqualTo(77L);
        }
    }

    @Test
    void aListenerThatWasClosedHearsNothing() throws Exception {
        BlockingQueue<Long> closed = new LinkedBlockingQueue<>();
        BlockingQueue<Long> open = new LinkedBlockingQueue<>();
        driver.subscribe(TOPIC, false, value -> closed.add(value.size())).close();
        try (Driver.Subscription subscription = driver.subscribe(TOPIC, false, value -> open.add(value.size()))) {
            driver.publish(TOPIC, 1, new byte[78]);
            assertThat(open.poll(10, TimeUnit.SECONDS)).isEqualTo(78L);
        }
        assertThat(closed).isEmpty();
    }

    @Test
    void aDeviceThatIsNotThereCannotBeOpened() {
        assertThatThrownBy(() -> driver.open("u/js220/999999", OpenMode.DEFAULTS))
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("cannot open u/js220/999999: ");
    }
}
