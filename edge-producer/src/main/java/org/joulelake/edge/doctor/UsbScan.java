package org.joulelake.edge.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds instruments in {@code /sys/bus/usb/devices}, without the driver. */
final class UsbScan {

    /** USB vendor of all Joulescopes. */
    static final String VENDOR = "16d0";

    /** USB products that measure; from the vendor's {@code 72-joulescope.rules}. */
    static final Map<String, String> PRODUCTS = Map.of("0e88", "JS110", "10ba", "JS220", "135a", "JS320");

    private final Path root;

    /** @param root of the file system */
    UsbScan(Path root) {
        this.root = root;
    }

    /** The instruments that are plugged in; none where there is no such folder. */
    List<UsbInstrument> find() {
        List<UsbInstrument> found = new ArrayList<>();
        Path devices = root.resolve("sys/bus/usb/devices");
        if (Files.isDirectory(devices)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(devices)) {
                entries.forEach(entry -> instrument(entry).ifPresent(found::add));
            } catch (IOException e) {
                return List.of();
            }
        }
        return found;
    }

    private Optional<UsbInstrument> instrument(Path entry) {
        String product = PRODUCTS.get(read(entry, "idProduct"));
        if (product == null || !read(entry, "idVendor").equals(VENDOR)) {
            return Optional.empty();
        }
        try {
            Path node = root.resolve("dev/bus/usb/%03d/%03d"
                    .formatted(Integer.parseInt(read(entry, "busnum")), Integer.parseInt(read(entry, "devnum"))));
            String serial = read(entry, "serial");
            String name = serial.isEmpty() ? product : product + "-" + serial;
            return Optional.of(new UsbInstrument(name, node, Files.isReadable(node) && Files.isWritable(node)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String read(Path entry, String attribute) {
        try {
            return Files.readString(entry.resolve(attribute)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
