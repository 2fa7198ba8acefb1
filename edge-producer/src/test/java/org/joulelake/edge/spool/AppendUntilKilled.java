package org.joulelake.edge.spool;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A program that appends numbered messages for ever and prints the number of each whose append has returned. */
final class AppendUntilKilled {

    private AppendUntilKilled() {}

    /** Takes the spool's directory. */
    public static void main(String[] args) throws Exception {
        SegmentedSpool spool = SegmentedSpool.open(
                SpoolSettings.of(Path.of(args[0]), FsyncPolicy.DEFAULT, 1L << 40),
                new SpoolLimits(1L << 40, 1 << 20),
                new RealDisk(),
                SpoolFold.NONE);
        byte[] message = new byte[10_000];
        for (int number = 0; ; number++) {
            ByteBuffer.wrap(message).putInt(number);
            spool.append("device", message);
            System.out.println(number);
        }
    }
}
