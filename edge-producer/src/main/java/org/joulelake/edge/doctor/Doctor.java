package org.joulelake.edge.doctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.driver.DriverSettings;
import org.joulelake.edge.source.joulescope.driver.DriverVersion;
import org.joulelake.edge.source.joulescope.driver.FoundLibrary;
import org.joulelake.edge.source.joulescope.driver.LibraryFinder;

/** Looks at all that live instruments need, tells what it finds, and what is to be done. */
public final class Doctor {

    private static final String LINE = "%-12s %s%n";
    private static final String MORE = "";

    private final DriverSettings settings;
    private final UsbScan usb;
    private final UdevRules rules;
    private final boolean needsRule;
    private final PrintWriter out;
    private final List<String> problems = new ArrayList<>();

    private Doctor(DriverSettings settings, Path root, boolean needsRule, PrintWriter out) {
        this.settings = settings;
        usb = new UsbScan(root);
        rules = new UdevRules(root);
        this.needsRule = needsRule;
        this.out = out;
    }

    /** For this machine and user. */
    public static Doctor here(DriverSettings settings, PrintWriter out) {
        boolean linux = System.getProperty("os.name").equals("Linux");
        boolean root = System.getProperty("user.name").equals("root");
        return new Doctor(settings, Path.of("/"), linux && !root, out);
    }

    /**
     * For any file system.
     *
     * @param root of the file system
     * @param needsRule whether the user may not open each device anyway
     */
    static Doctor of(DriverSettings settings, Path root, boolean needsRule, PrintWriter out) {
        return new Doctor(settings, root, needsRule, out);
    }

    /** Looks and tells; false if something is missing. */
    public boolean examine() throws InterruptedException {
        say("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        List<UsbInstrument> plugged = usb.find();
        sayLibraries();
        sayDriver(plugged.size());
        sayUsb(plugged);
        sayRules();
        say("verdict", problems.isEmpty() ? "ready" : problems.get(0));
        problems.stream().skip(1).forEach(problem -> say(MORE, problem));
        out.flush();
        return problems.isEmpty();
    }

    private void sayLibraries() {
        List<FoundLibrary> found = LibraryFinder.here().find(settings);
        String title = "library";
        for (FoundLibrary library : found) {
            say(title, library.path());
            library.python().ifPresent(python -> say(MORE, "with " + python));
            library.missing().ifPresent(missing -> say(MORE, "misses " + missing));
            title = MORE;
        }
        if (found.isEmpty()) {
            say(title, "none; looked for " + LibraryFinder.here().places(settings));
        }
    }

    private void sayDriver(int expected) throws InterruptedException {
        try {
            DriverCheck driver = DriverCheck.of(settings, expected);
            say(
                    "driver",
                    "version %s (tested: %s to %s), structures as expected"
                            .formatted(driver.version(), DriverVersion.OLDEST_TESTED, DriverVersion.NEWEST_TESTED));
            say("devices", driver.devices().isEmpty() ? "the driver sees none" : String.join(", ", driver.devices()));
            if (driver.devices().size() < expected) {
                problems.add("the driver sees fewer instruments than the kernel: plug them out and in again");
            }
        } catch (CommandException e) {
            say("driver", "cannot be used");
            problems.add(e.getMessage());
        }
    }

    private void sayUsb(List<UsbInstrument> plugged) {
        String title = "usb";
        if (plugged.isEmpty()) {
            say(title, "no instrument is plugged in");
        }
        for (UsbInstrument instrument : plugged) {
            String right = instrument.accessible() ? "may be opened" : "may not be opened by this user";
            say(title, "%s, %s: %s".formatted(instrument.name(), instrument.node(), right));
            title = MORE;
            if (!instrument.accessible()) {
                problems.add(instrument.name() + " may not be opened by this user: add the udev rule, and plug it in"
                        + " again");
            }
        }
    }

    private void sayRules() {
        Optional<Path> file = rules.find();
        say("udev rule", file.map(Path::toString).orElse("none"));
        if (file.isEmpty() && needsRule) {
            problems.add("no udev rule lets this user open instruments: add the one above");
        }
        if (file.isEmpty()) {
            say(MORE, "to add, as root, to " + UdevRules.FILE + ":");
            UdevRules.text().lines().forEach(line -> out.printf("    %s%n", line));
            say(MORE, "then: udevadm control --reload-rules && udevadm trigger --subsystem-match=usb");
        }
    }

    private void say(String title, String text) {
        out.printf(LINE, title, text);
    }
}
