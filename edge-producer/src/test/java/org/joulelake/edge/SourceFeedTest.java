package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.joulelake.block.BlockReader;
import org.joulelake.block.SampleBlock;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.source.FakeSource;
import org.joulelake.edge.source.Signal;
import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;

@Timeout(30)
class SourceFeedTest {

    private static final Signal CURRENT = new Signal("current", "A", 1_000_000);

    @TempDir
    private Path directory;

    private final List<UUID> ended = new ArrayList<>();

    @Test
    void whatWasReadBeforeASourceFailedIsSpooled() throws Exception {
        FakeSource failing =
                new FakeSource("bench").with(FakeSource.run(CURRENT, 0, 1_000)).failingWith("the disk is unwell");
        try (SegmentedSpool spool = SegmentedSpool.open(directory, FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES)) {
            SourceFeed feed = new SourceFeed(
                    failing, new SessionLog().begin("bench", "", Optional.empty()), Pace.FAST, spool, ended::add);
            assertThatThrownBy(feed::call).isInstanceOf(IOException.class).hasMessage("the disk is unwell");
            byte[] message = spool.poll(Duration.ZERO).orElseThrow().message();
            assertThat(((SampleBlock) BlockReader.read(message)).samples())
                    .isEqualTo(FakeSource.run(CURRENT, 0, 1_000).samples());
            assertThat(feed.summary().droppedSamples()).isZero();
            assertThat(ended).isEmpty();
        }
    }
}
