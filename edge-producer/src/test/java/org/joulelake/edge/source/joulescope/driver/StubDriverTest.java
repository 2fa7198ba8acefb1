package org.joulelake.edge.source.joulescope.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.jna.JsdrvStreamSignal;
import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/** The binding against the stub: versions, return codes, layouts. */
@Timeout(60)
class StubDriverTest {

    private static final String DEVICE = "u/js220/000001";

    private StubLibrary.Control stub;

    @BeforeEach
    void plugIn() throws Exception {
        stub = StubLibrary.control();
        stub.stub_add(DEVICE, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02_02_000b, 0x02_05_0005, 0x01_09_0000, 0x03_00_0000})
    void aVersionThatWasNeverTestedIsRefusedUnlessItIsAllowed(int version) throws Exception {
        stub.stub_version(version);
        DriverSettings settings = StubLibrary.settings();
        assertThatThrownBy(() -> SharedDriver.open(settings))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("has version " + DriverVersion.of(version) + "; tested are 2.2.12 to 2.5.4")
                .hasMessageContaining("--joulescope-any-version");
        try (Driver allowed = SharedDriver.open(new DriverSettings(settings.library(), true))) {
            assertThat(allowed.version()).isEqualTo(DriverVersion.of(version));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02_02_000c, 0x02_03_0004, 0x02_05_0004})
    void testedVersionsAreTaken(int version) throws Exception {
        stub.stub_version(version);
        try (Driver driver = SharedDriver.open(StubLibrary.settings())) {
            assertThat(driver.version().isTested()).isTrue();
        }
    }

    @Test
    void aDriverThatDoesNotStartSaysWhy() {
        stub.stub_start_code(20);
        assertThatThrownBy(() -> SharedDriver.open(StubLibrary.settings()))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("cannot start the Joulescope driver ")
                .hasMessageEndingWith(": UNAVAILABLE (20)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-6 | LIBUSB_ERROR_BUSY (-6), another program has the device; end it, or let it close the device",
                "21 | IN_USE (21), another program has the device; end it, or let it close the device",
                "-3 | LIBUSB_ERROR_ACCESS (-3), this user may not open the device; add the udev rule that 'joulelake edge doctor' shows",
                "18 | PERMISSIONS (18), this user may not open the device; add the udev rule that 'joulelake edge doctor' shows",
                "11 | TIMED_OUT (11)",
                "-4 | LIBUSB_ERROR_NO_DEVICE (-4)"
            })
    void aDeviceThatCannotBeOpenedSaysWhyAndWhatToDo(int code, String why) throws Exception {
        stub.stub_open_code(DEVICE, code);
        try (Driver driver = SharedDriver.open(StubLibrary.settings())) {
            assertThatThrownBy(() -> driver.open(DEVICE, OpenMode.DEFAULTS))
                    .isInstanceOf(DriverException.class)
                    .hasMessage("cannot open " + DEVICE + ": " + why);
        }
    }

    @Test
    void aSettingThatIsRefusedSaysWhich() throws Exception {
        try (Driver driver = SharedDriver.open(StubLibrary.settings())) {
            assertThatThrownBy(() -> driver.publish(DEVICE + "/h/fs", 1_000))
                    .hasMessage("cannot set " + DEVICE + "/h/fs to 1000: CLOSED (22)");
            driver.open(DEVICE, OpenMode.RESUME);
            assertThatThrownBy(() -> driver.publish(DEVICE + "/s/i/range/moda", "auto"))
                    .hasMessage("cannot set " + DEVICE + "/s/i/range/moda to auto: UNAVAILABLE (20)");
            driver.publish(DEVICE + "/s/i/range/mode", "auto");
            assertThat(stub.stub_setting(DEVICE + "/s/i/range/mode")).isEqualTo("auto");
            driver.close(DEVICE);
        }
    }

    @Test
    void theDriverIsSharedAndEndsWithItsLastUser() throws Exception {
        Driver one = SharedDriver.open(StubLibrary.settings());
        Driver two = SharedDriver.open(StubLibrary.settings());
        one.close();
        one.close();
        two.open(DEVICE, OpenMode.DEFAULTS);
        two.close();
        try (Driver again = SharedDriver.open(StubLibrary.settings())) {
            assertThat(again.version()).isEqualTo(DriverVersion.NEWEST_TESTED);
        }
    }

    @Test
    void aLayoutThatIsNotAsExpectedIsRefused() {
        assertThatThrownBy(() -> StructLayout.expect(new JsdrvUnion(), 20, Map.of()))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("size of JsdrvUnion is 16, expected 20");
        assertThatThrownBy(() -> StructLayout.expect(new JsdrvStreamSignal(), 56, Map.of("sample_id", 4)))
                .isInstanceOf(CommandException.class)
                .hasMessageEndingWith("offset of sample_id of JsdrvStreamSignal is 8, expected 4");
        StructLayout.check();
    }
}
