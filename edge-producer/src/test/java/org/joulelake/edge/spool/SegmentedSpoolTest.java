package org.joulelake.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.joulelake.edge.spool.SpoolFiles.NO_WAIT;
import static org.joulelake.edge.spool.SpoolFiles.append;
import static org.joulelake.edge.spool.SpoolFiles.drain;
import static org.joulelake.edge.spool.SpoolFiles.drainText;
import static org.joulelake.edge.spool.SpoolFiles.open;
import static org.joulelake.edge.spool.SpoolFiles.openWithSegments;
import static org.joulelake.edge.spool.SpoolFiles.segments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

@Timeout(60)
class SegmentedSpoolTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_537, RecordFormat.MAX_MESSAGE_BYTES})
    void messagesOfAnySizeComeBackAsTheyWere(int bytes) throws Exception {
        byte[] message = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            message[i] = (byte) (i * 31);
        }
        try (SegmentedSpool spool = open(directory)) {
            long position = spool.append("JS220-002557", message).getAsLong();
            SpoolEntry entry = spool.poll(NO_WAIT).orElseThrow();
            assertThat(entry.position()).isEqualTo(position);
            assertThat(entry.key()).isEqualTo("JS220-002557");
            assertThat(entry.message()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prüfstand-7", "測定器", "\uD83D\uDD0B"})
    void keysOfAnyScriptComeBackAsTheyWere(String key) throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            spool.append(key, new byte[] {1});
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(drain(spool)).extracting(SpoolEntry::key).containsExactly(key);
        }
    }

    @Test
    void whatIsTooLongForARecordIsRefused() throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            assertThatThrownBy(() -> spool.append("d", new byte[RecordFormat.MAX_MESSAGE_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("message of 1,048,577 bytes; the spool takes at most 1,048,576");
            assertThatThrownBy(() -> spool.append("ü".repeat(513), new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("key of 1,026 bytes; the spool takes at most 1,024");
            assertThat(spool.backlog()).isZero();
        }
    }

    @Test
    void whatWasNotAcknowledgedIsPolledAgainAfterEachReopening() throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            append(spool, "a", "b", "c");
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(drainText(spool)).containsExactly("a", "b", "c");
            spool.acknowledge(1);
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(spool.backlog()).isEqualTo(2);
            append(spool, "d");
            assertThat(drainText(spool)).containsExactly("b", "c", "d");
            spool.acknowledge(3);
        }
        try (SegmentedSpool spool = open(directory)) {
            assertThat(drainText(spool)).containsExactly("d");
            spool.acknowledge(4);
            assertThat(spool.backlog()).isZero();
        }
        assertThat(segments(directory)).isEmpty();
    }

    @Test
    void positionsGrowEvenWhenNothingIsLeft() throws Exception {
        long last = 0;
        for (int life = 0; life < 3; life++) {
            try (SegmentedSpool spool = open(directory)) {
                assertThat(spool.poll(NO_WAIT)).isEmpty();
                long position = spool.append("d", new byte[1]).getAsLong();
                assertThat(position).isGreaterThan(last);
                last = position;
                drain(spool);
                spool.acknowledge(position);
            }
            assertThat(segments(directory)).isEmpty();
        }
    }

    @Test
    void segmentsAreDeletedWhenAllOfThemIsAcknowledged() throws Exception {
        try (SegmentedSpool spool = openWithSegments(directory, 60)) {
            append(spool, "0123456789", "0123456789", "0123456789");
            assertThat(segments(directory)).hasSize(3);
            drain(spool);
            spool.acknowledge(2);
            assertThat(segments(directory)).hasSize(1);
            spool.acknowledge(3);
            append(spool, "last");
            assertThat(drainText(spool)).containsExactly("last");
        }
    }

    @Test
    void manySegmentsAreReadInOrder() throws Exception {
        try (SegmentedSpool spool = openWithSegments(directory, 100)) {
            for (int i = 0; i < 50; i++) {
                append(spool, "m" + i);
            }
        }
        try (SegmentedSpool spool = openWithSegments(directory, 100)) {
            List<SpoolEntry> entries = drain(spool);
            assertThat(entries).extracting(SpoolEntry::position).isSorted().hasSize(50);
            assertThat(new String(entries.get(49).message())).isEqualTo("m49");
        }
    }

    @Test
    void onlyWhatWasPolledCanBeAcknowledged() throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            append(spool, "a");
            assertThatThrownBy(() -> spool.acknowledge(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("position 1 was not polled yet");
        }
    }

    @Test
    void pollingAnEmptySpoolEndsAtItsTimeout() throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            assertThat(spool.poll(NO_WAIT)).isEmpty();
            assertThat(spool.poll(Duration.ofMillis(5))).isEmpty();
        }
    }

    @Test
    void aWaitingPollGetsWhatIsAppended() throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            CompletableFuture<SpoolEntry> polled = async(() -> spool.poll(LONG).orElseThrow());
            append(spool, "late");
            assertThat(new String(polled.get().message())).isEqualTo("late");
        }
    }

    @Test
    void aFullSpoolWaitsUntilSegmentsAreFreed() throws Exception {
        int count = 20;
        try (SegmentedSpool spool = open(directory)) {
            byte[] message = new byte[RecordFormat.MAX_MESSAGE_BYTES];
            CompletableFuture<Long> appending = async(() -> appendAll(spool, message, count));
            for (int i = 1; i <= count; i++) {
                long position = spool.poll(LONG).orElseThrow().position();
                assertThat(segments(directory)).hasSizeLessThanOrEqualTo(SpoolLimits.MIN_SEGMENTS);
                spool.acknowledge(position);
            }
            assertThat(appending.get()).isEqualTo(count);
        }
    }

    @Test
    void aFullSpoolLetsNobodyAppendUntilSomethingIsAcknowledged() throws Exception {
        try (SegmentedSpool spool = open(directory)) {
            byte[] message = new byte[RecordFormat.MAX_MESSAGE_BYTES];
            appendAll(spool, message, SpoolLimits.MIN_SEGMENTS);
            CompletableFuture<Long> fifth =
                    async(() -> spool.append("d", message).getAsLong());
            assertThat(spool.backlog()).isEqualTo(4);
            spool.poll(NO_WAIT);
            assertThat(fifth).isNotDone();
            spool.acknowledge(1);
            assertThat(fifth.get()).isEqualTo(5);
        }
    }

    @Test
    void closingEndsWaiting() throws Exception {
        SegmentedSpool spool = open(directory);
        appendAll(spool, new byte[RecordFormat.MAX_MESSAGE_BYTES], SpoolLimits.MIN_SEGMENTS);
        CompletableFuture<OptionalLong> appending =
                async(() -> spool.append("d", new byte[RecordFormat.MAX_MESSAGE_BYTES]));
        spool.close();
        assertThatThrownBy(appending::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("spool " + directory + " is closed");
        assertThatThrownBy(() -> spool.poll(NO_WAIT)).isInstanceOf(IOException.class);
        spool.close();
    }

    @Test
    void anInterruptedThreadCanAppendPollAndAcknowledgeWithoutHarmToOthers() throws Exception {
        try (SegmentedSpool spool = openWithSegments(directory, 40)) {
            append(spool, "a");
            assertThat(spool.poll(NO_WAIT)).isPresent();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> append(spool, "refused")).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            spool.acknowledge(1);
            assertThat(Thread.interrupted()).isTrue();
            append(spool, "b");
            assertThat(drainText(spool)).containsExactly("b");
        }
    }

    @Test
    void eachAppendCanBeForced() throws Exception {
        try (SegmentedSpool spool = SegmentedSpool.open(directory, FsyncPolicy.ALWAYS, SegmentedSpool.MIN_BYTES)) {
            append(spool, "a", "b");
            assertThat(drainText(spool)).containsExactly("a", "b");
        }
    }

    private static long appendAll(Spool spool, byte[] message, int count) throws IOException, InterruptedException {
        long position = 0;
        for (int i = 0; i < count; i++) {
            position = spool.append("device", message).getAsLong();
        }
        return position;
    }

    private static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
