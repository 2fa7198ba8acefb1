package org.joulelake.edge.source.joulescope;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.joulelake.edge.source.joulescope.driver.StructLayout;
import org.joulelake.edge.source.joulescope.driver.TopicValue;
import org.joulelake.edge.source.joulescope.jna.JsdrvUnion;

/**
 * Between the driver's thread and the one that reads the instrument. The driver's thread copies and counts, and never
 * waits: a message that finds the queue full is dropped, and the next one of its channel says how much is missing before
 * it.
 */
final class MessageQueue {

    /** The driver's longest message has 256 KiB and a header. */
    private static final long LONGEST_BYTES = 512L << 10;

    /** What an entry costs beside its content. */
    private static final long OVERHEAD_BYTES = 128;

    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
    private final QueueBudget budget;
    private final Tally tally;
    private final int statisticsSignals;
    private final Map<Channel, Long> droppedByChannel = new EnumMap<>(Channel.class);
    private long droppedStatistics;

    /** @param statisticsSignals samples that a message of statistics has */
    MessageQueue(QueueBudget budget, Tally tally, int statisticsSignals) {
        this.budget = budget;
        this.tally = tally;
        this.statisticsSignals = statisticsSignals;
    }

    /** Takes a copy of a message of samples. For the driver's thread. */
    void offer(Channel channel, TopicValue value) {
        long now = System.nanoTime();
        if (!isSound(value, JsdrvUnion.JSDRV_PAYLOAD_TYPE_STREAM)) {
            return;
        }
        long dropped = droppedByChannel.getOrDefault(channel, 0L);
        if (put(Optional.of(channel), value, now, dropped)) {
            droppedByChannel.remove(channel);
        } else {
            droppedByChannel.put(channel, dropped + drop(value));
        }
    }

    /** Takes a copy of a message of statistics. For the driver's thread. */
    void offerStatistics(TopicValue value) {
        long now = System.nanoTime();
        if (!isSound(value, JsdrvUnion.JSDRV_PAYLOAD_TYPE_STATISTICS)) {
            return;
        }
        if (put(Optional.empty(), value, now, droppedStatistics)) {
            droppedStatistics = 0;
        } else {
            droppedStatistics++;
            tally.count(Cause.QUEUE_FULL, statisticsSignals);
        }
    }

    private boolean isSound(TopicValue value, int app) {
        boolean sound = value.isBytes() && value.app() == app && value.size() <= LONGEST_BYTES;
        if (!sound) {
            tally.count(Cause.REFUSED, 1);
        }
        return sound;
    }

    private boolean put(Optional<Channel> channel, TopicValue value, long arrivalNanos, long droppedBefore) {
        int size = (int) value.size();
        if (!budget.take(size + OVERHEAD_BYTES)) {
            return false;
        }
        byte[] bytes = new byte[size];
        value.copyTo(bytes, size);
        queue.add(new Message(channel, bytes, arrivalNanos, droppedBefore));
        return true;
    }

    private long drop(TopicValue value) {
        long samples = 0;
        if (value.size() >= StructLayout.STREAM_HEADER_BYTES) {
            byte[] header = new byte[StructLayout.STREAM_HEADER_BYTES];
            value.copyTo(header, header.length);
            samples = Math.min(StreamDecoder.toldCount(header), value.size() * Byte.SIZE);
        }
        tally.count(Cause.QUEUE_FULL, samples);
        return samples;
    }

    /** The next message, if one comes in this time. */
    Optional<Message> poll(Duration longest) throws InterruptedException {
        Message message = queue.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (message != null) {
            budget.giveBack(message.bytes().length + OVERHEAD_BYTES);
        }
        return Optional.ofNullable(message);
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Forgets what waits. */
    void clear() {
        for (Message message = queue.poll(); message != null; message = queue.poll()) {
            budget.giveBack(message.bytes().length + OVERHEAD_BYTES);
        }
    }
}
