package org.joulelake.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.joulelake.block.AssignmentKey;

class NewestAssignmentsTest {

    private static final AssignmentKey KEY = new AssignmentKey("d", 1);

    private final NewestAssignments newest = new NewestAssignments();
    private long offset;

    @Test
    void onAPartitionTheLastOneCountsWhateverItsTime() {
        take(0, 10, "a");
        take(0, 5, "b");
        assertThat(newest.algorithms()).isEqualTo(Map.of(KEY, Optional.of("b")));
        take(0, 5, null);
        assertThat(newest.algorithms()).isEqualTo(Map.of(KEY, Optional.empty()));
    }

    @Test
    void betweenPartitionsTheLaterOneCountsInAnyOrderOfReading() {
        take(1, 11, "new");
        take(0, 10, "old");
        assertThat(newest.algorithms()).isEqualTo(Map.of(KEY, Optional.of("new")));
        take(2, 11, "same time, added later");
        take(0, 11, "same time, there before");
        assertThat(newest.algorithms()).isEqualTo(Map.of(KEY, Optional.of("same time, added later")));
    }

    @Test
    void aTopicReadAgainFromItsStartEndsAsItDid() {
        for (int reading = 0; reading < 2; reading++) {
            take(0, 1, "a");
            take(0, 2, "b");
            take(1, 3, "c");
        }
        assertThat(newest.algorithms()).isEqualTo(Map.of(KEY, Optional.of("c")));
    }

    private void take(int partition, long timestamp, String algorithm) {
        byte[] key = KEY.text().getBytes(StandardCharsets.UTF_8);
        byte[] value = algorithm == null ? null : ("v1 algorithm=" + algorithm).getBytes(StandardCharsets.UTF_8);
        newest.take(new ConsumerRecord<>(
                "topic",
                partition,
                offset++,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }
}
