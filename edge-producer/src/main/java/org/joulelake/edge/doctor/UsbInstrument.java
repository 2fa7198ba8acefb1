package org.joulelake.edge.doctor;

import java.nio.file.Path;

/**
 * An instrument on the machine's USB, as the kernel sees it.
 *
 * @param name such as {@code JS220}, and its serial number where the kernel knows it
 * @param node the file by which it is opened
 * @param accessible whether this user may
 */
public record UsbInstrument(String name, Path node, boolean accessible) {}
