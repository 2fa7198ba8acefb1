package org.joulelake.edge.source.jls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.source.Source;

/**
 * Plays a JLS v2 recording. Opening goes through the file once, from header to header, and notes where chunks are;
 * {@link #next()} then reads the samples of all signals in the order of time, whatever their order in the file. Memory:
 * eight bytes for each chunk of samples, one chunk and one run for each signal.
 *
 * <p>All samples of the file are handed out, those that the recorder missed as the NaN (or 0 in u1 and u4 signals) that
 * it wrote in their place. Damage costs the chunks that it touches; it is listed in {@link #losses()}, and the ids of
 * lost samples are skipped.
 */
public final class JlsSource implements Source {

    /** No run of samples is longer. */
    static final int LONGEST_RUN = 65_536;

    private final JlsFile file;
    private final Losses losses;
    private final boolean closed;
    private final String device;
    private final String recording;
    private final List<SignalCursor> cursors = new ArrayList<>();
    private final Map<Signal, SignalDefinition> definitions = new HashMap<>();
    private final Map<Integer, TimeMap> times;
    private Origin origin;
    private boolean finished;

    private JlsSource(JlsFile file, FileHeader header, JlsOptions options) throws IOException {
        this.file = file;
        losses = new Losses();
        recording = file.fingerprint();
        Contents contents = ContentsReader.read(file, losses);
        closed = contents.closed();
        listUnfinished(header);
        Selection selection = new Selection(file.path(), contents, options);
        SourceDefinition source = selection.source();
        device = selection.device(source);
        List<SignalDefinition> readable = selection.readable(source);
        List<SignalDefinition> wanted = selection.wanted(source, readable);
        times = new Times(file, contents, losses).of(readable);
        begin(contents, readable, wanted);
    }

    /**
     * Opens a recording.
     *
     * @throws CommandException if the file is no JLS v2 recording, or does not have what the options ask for
     * @throws IOException if it cannot be read
     */
    public static JlsSource open(Path path, JlsOptions options) throws IOException {
        if (Files.isDirectory(path)) {
            throw new CommandException(path + " is a folder, not a recording");
        }
        JlsFile file = openFile(path);
        try {
            return new JlsSource(file, FileHeader.read(file), options);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static JlsFile openFile(Path path) throws IOException {
        try {
            return JlsFile.open(path);
        } catch (NoSuchFileException e) {
            throw new CommandException(path + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new CommandException(path + " may not be read: check its permissions", e);
        }
    }

    private void listUnfinished(FileHeader header) {
        if (!header.intact()) {
            losses.add("the first 32 bytes of the file are damaged; no samples are in them");
        }
        if (closed) {
            return;
        }
        if (header.intact() && header.length() > file.size()) {
            losses.add("the recording is cut off: " + file.size() + " of " + header.length() + " bytes are there");
        } else {
            losses.add("the recording has no end mark: its writer did not finish it, and samples that it still held are"
                    + " missing at the end");
        }
    }

    private void begin(Contents contents, List<SignalDefinition> readable, List<SignalDefinition> wanted)
            throws IOException {
        List<SignalCursor> all = new ArrayList<>();
        for (SignalDefinition signal : readable) {
            SignalCursor cursor = new SignalCursor(file, signal, contents.track(signal), losses);
            all.add(cursor);
            consider(cursor.start(), signal);
        }
        for (SignalCursor cursor : all) {
            if (wanted.contains(cursor.signal())) {
                cursor.countFrom(originId(cursor.signal()));
                cursors.add(cursor);
                definitions.put(cursor.signal().signal(), cursor.signal());
            }
        }
    }

    private void consider(OptionalLong start, SignalDefinition signal) {
        if (start.isPresent()) {
            Origin candidate = new Origin(start.getAsLong(), signal.sampleRateHz());
            origin = origin == null || origin.isAfter(candidate) ? candidate : origin;
        }
    }

    private long originId(SignalDefinition signal) {
        return origin == null ? 0 : origin.idAt(signal.sampleRateHz());
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public List<Signal> signals() {
        return cursors.stream().map(cursor -> cursor.signal().signal()).toList();
    }

    @Override
    public Optional<String> recording() {
        return Optional.of(recording);
    }

    @Override
    public Optional<SampleRun> next() throws IOException {
        SignalCursor earliest = null;
        double earliestSeconds = Double.POSITIVE_INFINITY;
        for (SignalCursor cursor : cursors) {
            OptionalLong sample = cursor.peek();
            double seconds = (double) sample.orElse(0) / cursor.signal().sampleRateHz();
            if (sample.isPresent() && seconds < earliestSeconds) {
                earliest = cursor;
                earliestSeconds = seconds;
            }
        }
        if (earliest == null) {
            finish();
            return Optional.empty();
        }
        long first = earliest.peek().orElseThrow();
        return Optional.of(new SampleRun(earliest.signal().signal(), first, earliest.take(LONGEST_RUN)));
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        cursors.forEach(SignalCursor::finish);
        if (!closed) {
            double end = cursors.stream()
                    .mapToDouble(cursor ->
                            (double) cursor.position() / cursor.signal().sampleRateHz())
                    .max()
                    .orElse(0);
            cursors.forEach(
                    cursor -> cursor.listMissing((long) (end * cursor.signal().sampleRateHz())));
        }
    }

    @Override
    public long nanosAt(Signal signal, long sample) {
        SignalDefinition definition = definitions.get(signal);
        if (definition == null) {
            throw new IllegalArgumentException("no signal of this source: " + signal);
        }
        return times.get(definition.id()).nanosAt(originId(definition) + sample, definition.sampleRateHz());
    }

    @Override
    public List<String> losses() {
        return losses.lines();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
