package org.joulelake.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A program that appends numbered messages, prints the number of each whose append succeeded, and ends uncleanly. */
final class AppendDespiteFailures {

    static final int MESSAGES = 50;

    private AppendDespiteFailures() {}

    /** Takes the spool's directory and {@code always} or another word for when to force. */
    public static void main(String[] args) throws IOException, InterruptedException {
        FsyncPolicy fsync = args[1].equals("always") ? FsyncPolicy.ALWAYS : FsyncPolicy.DEFAULT;
        SegmentedSpool spool = SegmentedSpool.open(Path.of(args[0]), fsync, SegmentedSpool.MIN_BYTES);
        byte[] message = new byte[10_000];
        for (int number = 0; number < MESSAGES; number++) {
            ByteBuffer.wrap(message).putInt(number);
            spool.append("device", message);
        }
        System.out.println(spool.counts().failedWrites());
        Runtime.getRuntime().halt(0);
    }
}
