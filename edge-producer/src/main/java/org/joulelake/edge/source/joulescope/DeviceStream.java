package org.joulelake.edge.source.joulescope;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an opened instrument sends, in the order in which it came. It outlives a session: when one ends with a break, the
 * next one goes on reading here. Read by one thread; the driver's fills the queue.
 */
final class DeviceStream {

    private final DeviceId device;
    private final MessageQueue queue;
    private final Tally tally;
    private final Deque<Samples> waiting = new ArrayDeque<>();
    private final Map<String, Long> ends = new HashMap<>();
    private volatile boolean gone;

    DeviceStream(DeviceId device, MessageQueue queue, Tally tally) {
        this.device = device;
        this.queue = queue;
        this.tally = tally;
    }

    DeviceId device() {
        return device;
    }

    MessageQueue queue() {
        return queue;
    }

    Tally tally() {
        return tally;
    }

    /** The instrument was unplugged: nothing comes any more, but what has come is still handed out. */
    void endWithWhatCame() {
        gone = true;
    }

    /** Whether nothing comes any more. */
    boolean isOver() {
        return gone && queue.isEmpty() && waiting.isEmpty();
    }

    /** The next samples of any signal, if some come in this time. */
    Optional<Samples> next(Duration longest) throws InterruptedException {
        tally.tellUntold();
        if (waiting.isEmpty()) {
            Optional<Message> message = queue.poll(gone ? Duration.ZERO : longest);
            if (message.isPresent()) {
                waiting.addAll(decode(message.get()));
            }
        }
        return Optional.ofNullable(waiting.poll());
    }

    private List<Samples> decode(Message message) {
        try {
            return message.channel().isPresent()
                    ? List.of(StreamDecoder.decode(message.channel().get(), message))
                    : StatisticsDecoder.decode(device.model(), message);
        } catch (RefusedMessageException e) {
            tally.count(Cause.REFUSED, 1, e.getMessage());
            return List.of();
        }
    }

    /** Puts samples back, to be the next ones. */
    void putBack(List<Samples> samples) {
        for (int i = samples.size() - 1; i >= 0; i--) {
            waiting.addFirst(samples.get(i));
        }
    }

    /** Where signals have ended so far, in nanoseconds since the Unix epoch. */
    Map<String, Long> ends() {
        return ends;
    }
}
