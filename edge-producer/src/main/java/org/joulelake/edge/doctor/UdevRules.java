package org.joulelake.edge.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules by which udev gives users the right to open instruments. */
final class UdevRules {

    /** Where the rule goes that a user is told to add. */
    static final String FILE = "/etc/udev/rules.d/72-joulescope.rules";

    private static final List<String> FOLDERS =
            List.of("etc/udev/rules.d", "run/udev/rules.d", "usr/lib/udev/rules.d", "lib/udev/rules.d");

    private final Path root;

    /** @param root of the file system */
    UdevRules(Path root) {
        this.root = root;
    }

    /** A file of rules that names all models; empty if there is none. */
    Optional<Path> find() {
        for (String folder : FOLDERS) {
            Path rules = root.resolve(folder);
            if (Files.isDirectory(rules)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(rules, "*.rules")) {
                    for (Path file : files) {
                        if (namesAll(file)) {
                            return Optional.of(file);
                        }
                    }
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static boolean namesAll(Path file) {
        try {
            String text = Files.readString(file).toLowerCase(Locale.ROOT);
            return text.contains(UsbScan.VENDOR)
                    && UsbScan.PRODUCTS.keySet().stream().allMatch(text::contains);
        } catch (IOException e) {
            return false;
        }
    }

    /** The rule to add: whoever sits at the machine, and members of the group {@code plugdev}, as a service may be. */
    static String text() {
        return UsbScan.PRODUCTS.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(product -> ("SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTR{idVendor}==\"%s\","
                                + " ATTR{idProduct}==\"%s\", MODE=\"0660\", GROUP=\"plugdev\", TAG+=\"uaccess\"")
                        .formatted(UsbScan.VENDOR, product.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
