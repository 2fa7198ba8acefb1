package org.joulelake.faults.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.joulelake.block.Block;
import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockReader;
import org.joulelake.block.SampleStream;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.sim.SimulationSpec;

/**
 * Holds all records of a topic, each partition's in order, against simulated devices that published to it in one run.
 * Used by one thread.
 */
public final class TopicCheck {

    private final Map<StreamName, StreamCheck> streams = new HashMap<>();
    private final Map<Integer, Long> lastAppendMillis = new HashMap<>();
    private long unreadable;
    private long foreign;
    private long longestStallMillis;

    private record StreamName(String device, String signal) {}

    /** A check of a topic that should have the usual signals of these devices, and nothing else. */
    public TopicCheck(List<SimulationSpec> devices) {
        for (SimulationSpec device : devices) {
            for (Signal signal : Oracle.usualSignals(device)) {
                streams.put(new StreamName(device.device(), signal.name()), new StreamCheck(device, signal.name()));
            }
        }
    }

    /** Takes the next record of any partition. */
    public void accept(TopicRecord record) {
        noteAppend(record);
        if (record.value() == null) {
            unreadable++;
            return;
        }
        try {
            check(record, BlockReader.read(record.value()));
        } catch (BlockFormatException e) {
            unreadable++;
        }
    }

    /** What the topic has, once all its records were taken. */
    public CheckResult result() {
        CheckResult rest = new CheckResult(0, 0, 0, 0, 0, 0, 0, unreadable, foreign, longestStallMillis, 0);
        return streams.values().stream().map(StreamCheck::result).reduce(rest, CheckResult::plus);
    }

    private void check(TopicRecord record, Block block) {
        SampleStream stream = block.header().stream();
        StreamCheck check = streams.get(new StreamName(stream.device(), stream.signal()));
        boolean known = check != null
                && stream.device().equals(record.key())
                && check.accept(record.partition(), block, sha256(record.value()));
        if (!known) {
            foreign++;
        }
    }

    private void noteAppend(TopicRecord record) {
        Long last = lastAppendMillis.put(record.partition(), record.appendMillis());
        if (last != null) {
            longestStallMillis = Math.max(longestStallMillis, record.appendMillis() - last);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
