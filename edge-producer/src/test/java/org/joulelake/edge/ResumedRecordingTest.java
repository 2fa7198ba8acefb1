package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import org.joulelake.block.Block;
import org.joulelake.block.BlockReader;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.Spool;
import org.joulelake.edge.spool.SpoolEntry;
import org.joulelake.edge.spool.SpoolSettings;

/** Recordings that are cut off after each single block. */
@Timeout(60)
class ResumedRecordingTest {

    @TempDir
    private Path directory;

    private final List<Block> received = new ArrayList<>();
    private final Set<UUID> sessions = new HashSet<>();

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gaps", "rates", "special_values", "drift", "unclosed"})
    void aRecordingThatIsCutOffAfterEachBlockArrivesWholeAndOnce(String name) throws Exception {
        SourceRequest request = new SourceRequest(
                "jls:" + Recordings.path(name + ".jls"), Optional.empty(), Optional.empty(), Set.of());
        int lives = 1;
        while (!live(request)) {
            lives++;
        }
        assertThat(sessions).hasSize(1);
        assertThat(received).hasSize(lives);
        assertThat(SignalBits.of(received)).isEqualTo(SignalBits.withPower(request));
    }

    /** Accepts one more block, if there is one; true if the recording has come to its end. */
    private boolean live(SourceRequest request) throws Exception {
        List<UUID> ended = new ArrayList<>();
        SessionLog log = new SessionLog();
        try (SegmentedSpool spool = SegmentedSpool.open(
                        SpoolSettings.of(directory, FsyncPolicy.ALWAYS, SegmentedSpool.MIN_BYTES), log);
                OpenSource open = SourceFactory.open(request).withDerivedPower()) {
            SourceFeed feed = new SourceFeed(
                    open.source(), new Sessions(log, false).of(open), Pace.FAST, new OneMore(spool), ended::add);
            sessions.add(feed.summary().session());
            spool.save();
            try {
                feed.call();
            } catch (IOException cutOff) {
                assertThat(cutOff).hasMessage(OneMore.CUT_OFF);
            }
            Optional<SpoolEntry> entry = spool.poll(Duration.ZERO);
            if (entry.isPresent()) {
                received.add(BlockReader.read(entry.get().message()));
                spool.acknowledge(entry.get().position());
            }
        }
        return !ended.isEmpty();
    }

    /** Takes one message, then nothing any longer. */
    private static final class OneMore implements Spool {

        static final String CUT_OFF = "cut off";

        private final Spool spool;
        private boolean taken;

        OneMore(Spool spool) {
            this.spool = spool;
        }

        @Override
        public OptionalLong append(String key, byte[] message) throws IOException, InterruptedException {
            if (taken) {
                throw new IOException(CUT_OFF);
            }
            taken = true;
            return spool.append(key, message);
        }

        @Override
        public Optional<SpoolEntry> poll(Duration timeout) throws IOException, InterruptedException {
            return spool.poll(timeout);
        }

        @Override
        public void acknowledge(long position) throws IOException {
            spool.acknowledge(position);
        }

        @Override
        public void rewind() throws IOException {
            spool.rewind();
        }

        @Override
        public long lastPosition() {
            return spool.lastPosition();
        }

        @Override
        public long acknowledgedPosition() {
            return spool.acknowledgedPosition();
        }

        @Override
        public long backlog() {
            return spool.backlog();
        }

        @Override
        public void close() throws IOException {
            spool.close();
        }
    }
}
