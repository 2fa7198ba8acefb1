package org.joulelake.edge.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** The same use of a spool each time, as far as the spool lets it, with a protocol of what the spool has promised. */
final class SpoolScript {

    private static final int STEPS = 40;
    private static final int MAX_MESSAGE_BYTES = 3_000;

    private final Random random = new Random(7);

    /** Messages by position, from 1; the last one may not have been accepted yet. */
    final List<byte[]> attempted = new ArrayList<>();

    /** Last position whose append has returned. */
    long accepted;

    /** Last position that was forced to the disk by something that has returned. */
    long forced;

    /** Last position that the spool was told to forget. */
    long acknowledged;

    private long polled;

    /** Uses the spool until the disk dies. */
    void run(SegmentedSpool spool) throws IOException, InterruptedException {
        for (int step = 0; step < STEPS; step++) {
            int choice = random.nextInt(100);
            int bytes = random.nextInt(MAX_MESSAGE_BYTES);
            if (choice < 60) {
                append(spool, bytes);
            } else if (choice < 80) {
                poll(spool);
                poll(spool);
            } else if (choice < 95) {
                acknowledge(spool);
            } else {
                spool.save();
                forced = accepted;
            }
        }
        spool.close();
        forced = accepted;
    }

    private void append(SegmentedSpool spool, int bytes) throws IOException, InterruptedException {
        byte[] message = new byte[bytes];
        random.nextBytes(message);
        attempted.add(message);
        OptionalLong position = spool.append("device", message);
        if (position.isEmpty()) {
            attempted.remove(attempted.size() - 1);
        } else if (position.getAsLong() != attempted.size()) {
            throw new AssertionError("position " + position + " of message " + attempted.size());
        } else {
            accepted = position.getAsLong();
        }
    }

    private void poll(SegmentedSpool spool) throws IOException, InterruptedException {
        Optional<SpoolEntry> entry = spool.poll(SpoolFiles.NO_WAIT);
        if (entry.isPresent()) {
            polled = entry.get().position();
        }
    }

    private void acknowledge(SegmentedSpool spool) throws IOException {
        if (polled > acknowledged) {
            acknowledged = polled;
            spool.acknowledge(polled);
        }
    }
}
