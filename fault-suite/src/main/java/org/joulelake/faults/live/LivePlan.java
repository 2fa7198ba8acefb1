package org.joulelake.faults.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.joulelake.cli.CommandException;

/**
 * What a run does.
 *
 * @param stub the driver's stub
 * @param devices instruments of the stub, such as {@code js110/000001}
 * @param signals of each
 * @param length how long they are read
 * @param brokersAway how long, in the middle of it, no broker is there
 * @param diskSlow how long, in the middle of it, each force to the disk of the spool takes a second
 * @param heapMegabytes heap of the edge
 */
record LivePlan(
        Path stub,
        List<String> devices,
        String signals,
        Duration length,
        Duration brokersAway,
        Duration diskSlow,
        int heapMegabytes) {

    /** Refuses what cannot be done. */
    LivePlan {
        if (length.compareTo(brokersAway.plus(diskSlow)) <= 0) {
            throw new CommandException("--length " + length + " leaves no time around --brokers-away " + brokersAway
                    + " and --disk-slow " + diskSlow);
        }
        devices = List.copyOf(devices);
    }

    /** Time before the trouble, and after it. */
    Duration around() {
        return length.minus(brokersAway).minus(diskSlow).dividedBy(2);
    }
}
