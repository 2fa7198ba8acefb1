package org.joulelake.faults.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.UUID;

import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;

class LiveStreamTest {

    private static final int LENGTH = 65_536;
    private static final int PERIOD = 1 << 20;
    private static final SampleStream CURRENT =
            new SampleStream("JS110-000001", "", "current", "A", new UUID(1, 2), 2_000_000);

    private final LiveStream stream = new LiveStream();

    @Test
    void whatComesAgainAfterThePeriodIsUnaltered() {
        play(0, 40);
        assertThat(stream.samples()).isEqualTo(40L * LENGTH);
        assertThat(stream.missing()).isZero();
        assertThat(stream.altered()).isZero();
    }

    @Test
    void anAlteredSampleIsFound() {
        play(0, 20);
        float[] samples = samples(20L * LENGTH);
        samples[77] = Math.nextUp(samples[77]);
        stream.accept(SampleBlock.of(CURRENT, 20, 20L * LENGTH, 0, samples));
        assertThat(stream.altered()).isOne();
    }

    @Test
    void aGapIsFoundAndARepeatedBlockIsNone() {
        play(0, 2);
        stream.accept(block(1));
        assertThat(stream.repeats()).isOne();
        stream.accept(SampleBlock.of(CURRENT, 2, 2L * LENGTH + 100, 0, samples(2L * LENGTH + 100)));
        assertThat(stream.missing()).isEqualTo(100);
    }

    @Test
    void aStreamMayBeginLaterThanItsSessionButNotWithALaterBlock() {
        stream.accept(SampleBlock.of(CURRENT, 0, 40, 0, samples(40)));
        assertThat(stream.missing()).isZero();
        LiveStream second = new LiveStream();
        second.accept(block(1));
        assertThat(second.missing()).isEqualTo(LENGTH);
    }

    @Test
    void theEdgesCountersAreSummedUp() {
        EdgeMetricsPage page = EdgeMetricsPage.of(
                """
                # HELP joulelake_edge_samples_total x
                joulelake_edge_samples_total 12
                joulelake_edge_message_bytes_total 3
                joulelake_edge_spool_messages 4
                joulelake_edge_spool_lost_total 0
                joulelake_edge_instrument_total{device="JS110-1",cause="skipped"} 5
                joulelake_edge_instrument_total{device="JS110-2",cause="queue_full"} 6
                """);
        assertThat(page).isEqualTo(new EdgeMetricsPage(12, 3, 4, 0, 11));
    }

    private void play(int from, int to) {
        for (int i = from; i < to; i++) {
            stream.accept(block(i));
        }
    }

    private static SampleBlock block(int sequence) {
        return SampleBlock.of(CURRENT, sequence, (long) sequence * LENGTH, 0, samples((long) sequence * LENGTH));
    }

    private static float[] samples(long first) {
        float[] samples = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            samples[i] = (first + i) % PERIOD;
        }
        return samples;
    }
}
