package org.joulelake.edge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.joulelake.edge.source.joulescope.driver.DriverSettings;
import org.joulelake.edge.source.joulescope.driver.StubLibrary;

@Timeout(60)
class DoctorTest {

    @TempDir
    private Path root;

    private final StringWriter out = new StringWriter();

    @Test
    void aMachineThatHasAllIsReady() throws Exception {
        StubLibrary.control().stub_add("u/js220/002557", 0);
        plugIn("1-3", "10ba", "002557", true);
        rules(UdevRules.text());
        assertThat(examine(StubLibrary.settings(), true)).as(out.toString()).isTrue();
        assertThat(out.toString())
                .contains("library      " + StubLibrary.path())
                .contains("driver       version 2.5.4 (tested: 2.2.12 to 2.5.4), structures as expected")
                .contains("devices      u/js220/002557")
                .contains("usb          JS220-002557, " + root.resolve("dev/bus/usb/001/005") + ": may be opened")
                .contains("udev rule    " + root.resolve("etc/udev/rules.d/72-joulescope.rules"))
                .contains("verdict      ready");
    }

    @Test
    void withoutInstrumentsAMachineIsReadyAllTheSame() throws Exception {
        StubLibrary.control();
        rules(UdevRules.text());
        assertThat(examine(StubLibrary.settings(), true)).isTrue();
        assertThat(out.toString())
                .contains("devices      the driver sees none")
                .contains("usb          no instrument is plugged in");
    }

    @Test
    void aMissingRuleIsShown() throws Exception {
        StubLibrary.control();
        rules("SUBSYSTEM==\"usb\", ATTRS{idVendor}==\"16d0\", ATTRS{idProduct}==\"0e88\"");
        assertThat(examine(StubLibrary.settings(), true)).isFalse();
        assertThat(out.toString())
                .contains("udev rule    none")
                .contains("ATTR{idProduct}==\"0e88\"", "ATTR{idProduct}==\"10ba\"", "ATTR{idProduct}==\"135a\"")
                .contains("verdict      no udev rule lets this user open instruments");
    }

    @Test
    void aDeviceWithoutPermissionIsNamed() throws Exception {
        StubLibrary.control().stub_add("u/js110/003", 0);
        plugIn("1-3", "0e88", "", false);
        rules(UdevRules.text());
        assertThat(examine(StubLibrary.settings(), true)).isFalse();
        assertThat(out.toString())
                .contains("may not be opened by this user", "JS110 may not be opened by this user: add");
    }

    @Test
    void aDriverThatSeesLessThanTheKernelIsAProblem() throws Exception {
        StubLibrary.control();
        plugIn("1-3", "135a", "31NB", true);
        rules(UdevRules.text());
        assertThat(examine(StubLibrary.settings(), true)).isFalse();
        assertThat(out.toString()).contains("the driver sees fewer instruments than the kernel");
    }

    @Test
    void aLibraryThatIsNotThereIsToldWithThePlaces() throws Exception {
        DriverSettings none = new DriverSettings(Optional.of(root.resolve("none.so")), false);
        rules(UdevRules.text());
        assertThat(examine(none, true)).isFalse();
        assertThat(out.toString())
                .contains("library      none; looked for " + root.resolve("none.so"))
                .contains("driver       cannot be used")
                .contains("verdict      no Joulescope driver found");
    }

    @Test
    void aVersionThatWasNeverTestedIsAProblem() throws Exception {
        StubLibrary.control().stub_version(0x03_00_0001);
        rules(UdevRules.text());
        assertThat(examine(StubLibrary.settings(), true)).isFalse();
        assertThat(out.toString()).contains("has version 3.0.1; tested are");
    }

    private boolean examine(DriverSettings settings, boolean needsRule) throws InterruptedException {
        return Doctor.of(settings, root, needsRule, new PrintWriter(out)).examine();
    }

    private void rules(String text) throws IOException {
        write("etc/udev/rules.d/72-joulescope.rules", text);
    }

    private void plugIn(String port, String product, String serial, boolean accessible) throws IOException {
        String device = "sys/bus/usb/devices/" + port + "/";
        write(device + "idVendor", "16d0\n");
        write(device + "idProduct", product + "\n");
        write(device + "busnum", "1\n");
        write(device + "devnum", "5\n");
        if (!serial.isEmpty()) {
            write(device + "serial", serial + "\n");
        }
        if (accessible) {
            write("dev/bus/usb/001/005", "");
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
