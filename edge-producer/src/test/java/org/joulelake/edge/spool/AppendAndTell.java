package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that appends to a spool until it is killed, tells each position, and the first failed write. */
final class AppendAndTell {

    static final String FAILED = "failed";

    private AppendAndTell() {}

    /** Takes the spool's directory. */
    public static void main(String[] args) throws IOException, InterruptedException {
        SegmentedSpool spool = SegmentedSpool.open(
                SpoolSettings.of(Path.of(args[0]), FsyncPolicy.DEFAULT, 1L << 30),
                new SpoolLimits(1L << 30, 50_000),
                new RealDisk(),
                SpoolFold.NONE);
        Thread teller = new Thread(() -> tellFailure(spool));
        teller.setDaemon(true);
        teller.start();
        while (true) {
            System.out.println(spool.append("device", new byte[10_000]).getAsLong());
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void tellFailure(SegmentedSpool spool) {
        try {
            while (spool.counts().failedWrites() == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            System.out.println(FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
