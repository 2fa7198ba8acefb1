package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.joulelake.cli.CommandException;

class StartingOffsetsTest {

    private static final LakeProgress LAKE = new LakeProgress(Map.of("t", Map.of(0, 5L, 1, 9L)));

    private final List<String> lost = new ArrayList<>();

    private final BatchListener listener = new BatchListener() {
        @Override
        public void committed(BatchReport report) {}

        @Override
        public void lost(String topic, int partition, long fromOffset, long toOffset) {
            lost.add(topic + " " + partition + " " + fromOffset + " " + toOffset);
        }
    };

    @Test
    void eachPartitionBeginsWhereTheLakeEndsAndANewOneWithItsFirstRecord() {
        TopicOffsets there = new TopicOffsets("id", Map.of(0, 0L, 1, 2L, 2, 0L), Map.of(0, 7L, 1, 9L, 2, 4L));
        assertThat(StartingOffsets.of("t", LAKE, there, listener)).isEqualTo("{\"t\":{\"0\":5,\"1\":9,\"2\":0}}");
        assertThat(lost).isEmpty();
    }

    @Test
    void recordsThatAreGoneAreToldAndPassedOver() {
        TopicOffsets there = new TopicOffsets("id", Map.of(0, 8L, 1, 9L), Map.of(0, 10L, 1, 9L));
        assertThat(StartingOffsets.of("t", LAKE, there, listener)).isEqualTo("{\"t\":{\"0\":8,\"1\":9}}");
        assertThat(lost).containsExactly("t 0 5 8");
    }

    @Test
    void aTopicThatEndsBeforeWhatTheLakeHasReadIsRefused() {
        TopicOffsets there = new TopicOffsets("id", Map.of(0, 0L, 1, 0L), Map.of(0, 7L, 1, 3L));
        assertThatThrownBy(() -> StartingOffsets.of("t", LAKE, there, listener))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("the lake has read partition 1 of topic t up to offset 9, but it ends at 3:");
    }
}
