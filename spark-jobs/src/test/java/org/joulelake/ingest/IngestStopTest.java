package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.joulelake.ingest.rules.RuleFile;

@ExtendWith(LakeExtension.class)
@Timeout(300)
class IngestStopTest {

    private final LakeFixture lake;

    IngestStopTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void stopWaitsForTheBatchThatRuns() throws Exception {
        TopicLake topic = TopicLake.create(lake, "stop", 1);
        topic.sendBlocks(0, 5);
        CountDownLatch inBatch = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch stopAsked = new CountDownLatch(1);
        IngestStream stream = new IngestStream(
                lake.settings("stop", "stop", RuleFile.defaults()), lake.blocks(), lake.quarantine(), report -> {
                    inBatch.countDown();
                    await(mayEnd);
                });
        StreamingQuery query = stream.startContinuous(lake.spark());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            await(inBatch);
            Future<?> stopped = thread.submit(() -> {
                stopAsked.countDown();
                stream.stop(query);
                return null;
            });
            await(stopAsked);
            assertThat(query.isActive()).isTrue();
            assertThat(stopped).isNotDone();

            mayEnd.countDown();
            stopped.get();

            assertThat(query.isActive()).isFalse();
            assertThat(query.exception().isEmpty()).isTrue();
            assertThat(topic.sequences()).containsExactly(0L, 1L, 2L, 3L, 4L);
        } finally {
            mayEnd.countDown();
            query.stop();
            thread.shutdown();
        }
    }

    /** An interrupt here is what the batch must be spared. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
