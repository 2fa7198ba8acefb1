package org.joulelake.edge.source.joulescope;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/**
 * One session of an instrument: from its first samples, or the first behind a break, to the next break, to its unplugging,
 * or until the source is stopped. Begins when each wanted signal has come, so that indices count from the earliest of their
 * ids; one that is later than a second, or than 16 MB of samples, is not waited for.
 */
final class JoulescopeSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(JoulescopeSource.class);

    /** How long a call waits for samples. */
    private static final Duration WAIT = Duration.ofMillis(100);

    /** How long a session waits for all of its signals. */
    private static final Duration GATHERING = Duration.ofSeconds(1);

    /** How much a session holds back meanwhile. */
    private static final long MOST_GATHERED_BYTES = 16 << 20;

    /** An instrument that has sent nothing for so long will not by itself. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final String name;
    private final DeviceStream stream;
    private final Set<String> wanted;
    private final HostClock host;
    private final Listener listener;
    private final Map<Boolean, Timeline> timelines = new HashMap<>();
    private final long beginNanos = System.nanoTime();
    private long lastArrivalNanos = beginNanos;
    private SessionEnd end = SessionEnd.STOPPED;
    private boolean ended;
    private boolean closed;

    /** Is told of a session. */
    interface Listener {

        /** The first samples have come: the instrument works. */
        void begun();

        /** It is over, and its source closed. */
        void ended(SessionEnd end);
    }

    /**
     * A session that begins with the next samples of the stream.
     *
     * @param name name of the device
     * @param wanted signals to wait for at the start
     * @param listener told when the first samples come, and when the source is closed
     */
    JoulescopeSource(String name, DeviceStream stream, Set<String> wanted, HostClock host, Listener listener) {
        this.name = name;
        this.stream = stream;
        this.wanted = wanted;
        this.host = host;
        this.listener = listener;
    }

    @Override
    public String device() {
        return name;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    /** The signals that have come so far: their rates are known by then. */
    @Override
    public List<Signal> signals() {
        return timelines.values().stream()
                .flatMap(timeline -> timeline.signals().stream())
                .toList();
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        try {
            return ended ? Optional.empty() : nextRun();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        }
    }

    private Optional<SampleRun> nextRun() throws InterruptedException {
        Optional<Samples> next = stream.next(WAIT);
        if (next.isEmpty()) {
            return nothingCame();
        }
        Samples samples = next.get();
        lastArrivalNanos = System.nanoTime();
        if (!timelines.containsKey(hasOwnCounter(samples))) {
            stream.putBack(List.of(samples));
            if (!gather()) {
                return Optional.of(SampleRun.NOTHING_YET);
            }
            samples = stream.next(WAIT).orElseThrow();
        }
        return take(samples);
    }

    private Optional<SampleRun> nothingCame() {
        if (stream.isOver()) {
            return end(SessionEnd.GONE, "it was unplugged");
        }
        if (System.nanoTime() - lastArrivalNanos > LONGEST_SILENCE.toNanos()) {
            return end(SessionEnd.SILENT, "nothing came for %d s".formatted(LONGEST_SILENCE.toSeconds()));
        }
        return Optional.of(SampleRun.NOTHING_YET);
    }

    private Optional<SampleRun> take(Samples samples) {
        try {
            Optional<SampleRun> run = timelines.get(hasOwnCounter(samples)).take(samples);
            if (samples.packed().type() == ElementType.F32) {
                run.ifPresent(this::countMissing);
            }
            return Optional.of(run.orElse(SampleRun.NOTHING_YET));
        } catch (Break e) {
            stream.putBack(List.of(samples));
            stream.tally().count(Cause.BREAK, 1, e.getMessage());
            return end(SessionEnd.BREAK, e.getMessage());
        }
    }

    private void countMissing(SampleRun run) {
        int missing = 0;
        for (float sample : run.samples()) {
            missing += Float.isNaN(sample) ? 1 : 0;
        }
        if (missing > 0) {
            stream.tally().count(Cause.NOT_A_NUMBER, missing);
        }
    }

    /** The statistics of a JS110 have a counter of their own. */
    private boolean hasOwnCounter(Samples samples) {
        return stream.device().model() == Model.JS110
                && Channel.of(samples.signal()).isEmpty();
    }

    /** Reads on until each wanted signal has come, and puts back what it has read; false if the stream was over by then. */
    private boolean gather() throws InterruptedException {
        List<Samples> gathered = new ArrayList<>();
        Set<String> awaited = new HashSet<>(wanted);
        long until = System.nanoTime() + GATHERING.toNanos();
        long bytes = 0;
        while ((gathered.isEmpty() || !awaited.isEmpty())
                && bytes < MOST_GATHERED_BYTES
                && !stream.isOver()
                && System.nanoTime() < until) {
            Optional<Samples> next = stream.next(WAIT);
            next.ifPresent(gathered::add);
            next.ifPresent(samples -> awaited.remove(samples.signal()));
            bytes += next.map(samples -> samples.packed().bytes().length).orElse(0);
        }
        stream.putBack(gathered);
        if (timelines.isEmpty() && !gathered.isEmpty()) {
            listener.begun();
        }
        beginTimelines(gathered);
        return !gathered.isEmpty();
    }

    private void beginTimelines(List<Samples> gathered) {
        for (boolean own : List.of(false, true)) {
            List<Samples> first = gathered.stream()
                    .filter(samples -> hasOwnCounter(samples) == own)
                    .toList();
            if (!first.isEmpty() && !timelines.containsKey(own)) {
                timelines.put(own, Timeline.begin(first, stream.ends(), host, stream.tally()));
            }
        }
    }

    private Optional<SampleRun> end(SessionEnd how, String why) {
        ended = true;
        end = how;
        LOG.info("The session of {} ends: {}", name, why);
        return Optional.empty();
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        for (Timeline timeline : timelines.values()) {
            OptionalLong nanos = timeline.nanosAt(signal, sample);
            if (nanos.isPresent()) {
                return nanos.getAsLong();
            }
        }
        throw new IllegalArgumentException("no signal of this source: " + signal);
    }

    /** What went wrong with this instrument so far in the run, in this session and in earlier ones. */
    @Override
    public List<String> losses() {
        return stream.tally().lines();
    }

    @Override
    public long droppedSamples() {
        return stream.tally().of(Cause.QUEUE_FULL);
    }

    /** Ends the session; the instrument goes on, is opened anew, or is let go, as its end asks for. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            timelines.values().forEach(timeline -> stream.ends().putAll(timeline.ends()));
            listener.ended(end);
        }
    }
}
