package org.joulelake.edge.doctor;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.joulescope.driver.Driver;
import org.joulelake.edge.source.joulescope.driver.DriverException;
import org.joulelake.edge.source.joulescope.driver.DriverSettings;
import org.joulelake.edge.source.joulescope.driver.SharedDriver;
import org.joulelake.edge.source.joulescope.jna.JsdrvLibrary;

/**
 * What a driver that was started says.
 *
 * @param version its version
 * @param devices prefixes of the devices that it sees
 */
record DriverCheck(String version, List<String> devices) {

    /** A driver has found what is plugged in by then. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /**
     * Starts a driver, asks it, and ends it.
     *
     * @param expected instruments that the kernel sees: as long as the driver sees fewer, it is given some time
     * @throws CommandException if it cannot be had
     */
    static DriverCheck of(DriverSettings settings, int expected) throws InterruptedException {
        try (Driver driver = SharedDriver.open(settings)) {
            return new DriverCheck(driver.version().toString(), devices(driver, expected));
        } catch (DriverException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static List<String> devices(Driver driver, int expected) throws DriverException, InterruptedException {
        BlockingQueue<String> lists = new LinkedBlockingQueue<>();
        try (Driver.Subscription subscription =
                driver.subscribe(JsdrvLibrary.JSDRV_MSG_DEVICE_LIST, true, value -> lists.add(value.text()))) {
            long until = System.nanoTime() + LOOK.toNanos();
            List<String> seen = List.of();
            while (System.nanoTime() < until) {
                String list = lists.poll(expected > 0 ? until - System.nanoTime() : 0, TimeUnit.NANOSECONDS);
                if (list == null) {
                    return seen;
                }
                seen = Arrays.stream(list.split(","))
                        .filter(prefix -> !prefix.isEmpty())
                        .toList();
                if (seen.size() >= Math.max(1, expected)) {
                    return seen;
                }
            }
            return seen;
        }
    }
}
