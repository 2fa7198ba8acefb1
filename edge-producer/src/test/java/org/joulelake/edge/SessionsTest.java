package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.edge.assemble.BlockAssembler;
import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.session.StreamPosition;
import org.joulelake.edge.source.FakeSource;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.edge.spool.SpoolEntry;
import org.joulelake.edge.spool.SpoolSettings;

@Timeout(30)
class SessionsTest {

    private static final Signal CURRENT = new Signal("current", "A", 1_000_000);
    private static final Signal VOLTAGE = new Signal("voltage", "V", 500_000);

    @TempDir
    private Path directory;

    @Test
    void aRecordingGoesOnInItsSessionBehindWhatTheSpoolHasAccepted() throws Exception {
        OpenSession first;
        try (Life life = new Life()) {
            first = life.sessions(false).of(open("tape-1"));
            assertThat(first.positions()).isEmpty();
            life.accept(first, 0, 65_536, 1_000);
            life.acknowledgeAll();
        }
        try (Life life = new Life()) {
            OpenSession resumed = life.sessions(false).of(open("tape-1"));
            assertThat(resumed.id()).isEqualTo(first.id());
            assertThat(resumed.positions())
                    .containsEntry("current", new StreamPosition(2, 66_536))
                    .containsEntry("voltage", new StreamPosition(1, 1_000));
            life.accept(resumed, 66_536, 10, 0);
            assertThat(life.headers()).extracting(BlockHeader::sequence).containsExactly(2L);
        }
    }

    @Test
    void anEndedRecordingAnOtherOneAndOneThatShallBeginAnewHaveNewSessions() throws Exception {
        try (Life life = new Life()) {
            OpenSession ended = life.sessions(false).of(open("tape-1"));
            OpenSession cutOff = life.sessions(false).of(open("tape-2"));
            life.log.end(ended.id());
            life.spool.save();
            assertThat(ended.id()).isNotEqualTo(cutOff.id());
        }
        try (Life life = new Life()) {
            OpenSession again = life.sessions(false).of(open("tape-1"));
            OpenSession other = life.sessions(false).of(open("tape-3"));
            OpenSession anew = life.sessions(true).of(open("tape-2"));
            OpenSession resumed = life.sessions(false).of(open("tape-2"));
            OpenSession second = life.sessions(false).of(open("tape-2"));
            assertThat(List.of(again.id(), other.id(), anew.id(), resumed.id(), second.id()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void anInstrumentBeginsANewSessionAndTheOneThatWasCutOffIsForgotten() throws Exception {
        OpenSession first;
        try (Life life = new Life()) {
            first = life.sessions(false).of(new OpenSource(new FakeSource("bench"), ""));
        }
        try (Life life = new Life()) {
            OpenSession second = life.sessions(false).of(new OpenSource(new FakeSource("bench"), ""));
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(life.log.endCutOff("bench")).isEmpty();
        }
    }

    private static OpenSource open(String recording) {
        return new OpenSource(new FakeSource("bench").playing(recording), "");
    }

    /** A spool with its sessions, from opening to closing. */
    private final class Life implements AutoCloseable {

        private final SessionLog log = new SessionLog();
        private final SegmentedSpool spool =
                SegmentedSpool.open(SpoolSettings.of(directory, FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES), log);

        private Sessions sessions(boolean alwaysNew) {
            return new Sessions(log, alwaysNew);
        }

        private void accept(OpenSession session, long fromSample, int... runs) throws Exception {
            FakeSource source = new FakeSource("bench");
            List<byte[]> messages = new ArrayList<>();
            BlockAssembler assembler = new BlockAssembler(
                    source, session, block -> messages.add(org.joulelake.block.BlockWriter.write(block)));
            assembler.add(FakeSource.run(CURRENT, fromSample, runs[0]));
            if (runs[1] > 0) {
                assembler.add(FakeSource.run(CURRENT, fromSample + runs[0], runs[1]));
                assembler.add(FakeSource.run(VOLTAGE, 0, runs[1]));
            }
            assembler.flush();
            for (byte[] message : messages) {
                spool.append("bench", message);
            }
        }

        private List<BlockHeader> headers() throws Exception {
            List<BlockHeader> headers = new ArrayList<>();
            Optional<SpoolEntry> entry = spool.poll(Duration.ZERO);
            while (entry.isPresent()) {
                headers.add(BlockReader.readHeader(entry.get().message()));
                entry = spool.poll(Duration.ZERO);
            }
            return headers;
        }

        private void acknowledgeAll() throws Exception {
            Optional<SpoolEntry> entry = spool.poll(Duration.ZERO);
            while (entry.isPresent()) {
                spool.acknowledge(entry.get().position());
                entry = spool.poll(Duration.ZERO);
            }
        }

        @Override
        public void close() throws IOException {
            spool.close();
        }
    }
}
