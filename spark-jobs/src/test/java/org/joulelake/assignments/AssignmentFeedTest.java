package org.joulelake.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;

/** From a topic on a real broker into {@code power.assignments}. */
@ExtendWith(LakeExtension.class)
@Timeout(180)
class AssignmentFeedTest {

    private static final byte[] NOT_UTF_8 = {(byte) 0xFF, '|', '1'};

    private final LakeFixture lake;

    AssignmentFeedTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void whatIsSaidLateCorrectedAndTakenBackIsSoInTheTable() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "said");
        try (AssignmentFeed feed = topic.feed()) {
            topic.create(3);
            topic.label(2_000, "b");
            topic.await(Map.of(2_000L, "b"));
            topic.label(1_000, "late");
            topic.await(Map.of(1_000L, "late", 2_000L, "b"));
            topic.label(2_000, "corrected");
            topic.await(Map.of(1_000L, "late", 2_000L, "corrected"));
            topic.label(1_000, null);
            topic.await(Map.of(2_000L, "corrected"));
            topic.label(2_000, null);
            topic.await(Map.of());
        }
    }

    @Test
    void aTopicThatIsLostOrMadeAgainTakesNothingFromTheTable() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "lost").create(1);
        try (AssignmentFeed feed = topic.feed()) {
            topic.label(1, "a");
            topic.label(2, "b");
            topic.await(Map.of(1L, "a", 2L, "b"));
            topic.delete();
            topic.create(1);
            topic.label(3, "c");
            topic.label(4, "d");
            topic.await(Map.of(1L, "a", 2L, "b", 3L, "c", 4L, "d"));
            topic.delete();
            topic.create(2);
        }
        try (AssignmentFeed later = topic.feed()) {
            topic.label(5, "e");
            topic.await(Map.of(1L, "a", 2L, "b", 3L, "c", 4L, "d", 5L, "e"));
        }
    }

    @Test
    void aFeedGoesOnWhereAnotherHasEndedAndCommitsOnlyWhatChanges() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "restart").create(2);
        topic.label(1, "old");
        topic.label(1, "a");
        try (AssignmentFeed first = topic.feed()) {
            topic.await(Map.of(1L, "a"));
        }
        topic.label(2, "b");
        long before = topic.table().currentSnapshot().sequenceNumber();
        try (AssignmentFeed second = topic.feed()) {
            topic.await(Map.of(1L, "a", 2L, "b"));
        }
        topic.feed().close();
        assertThat(topic.table().currentSnapshot().sequenceNumber()).isEqualTo(before + 1);
    }

    @Test
    void ofTwoFeedsAtOnceNoneTakesBackWhatTheOtherHasWritten() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "two").create(3);
        Map<Long, String> expected = new TreeMap<>();
        try (AssignmentFeed one = topic.feed();
                AssignmentFeed other = topic.feed()) {
            for (int number = 0; number < 60; number++) {
                long at = number % 7;
                boolean back = number % 5 == 4;
                topic.label(at, back ? null : Integer.toString(number));
                if (back) {
                    expected.remove(at);
                } else {
                    expected.put(at, Integer.toString(number));
                }
            }
            topic.await(expected);
        }
        assertThat(topic.stored()).isEqualTo(expected);
        Map<Long, Integer> last = new HashMap<>();
        for (Map<Long, String> stored : topic.history()) {
            stored.forEach((at, number) -> {
                int before = last.getOrDefault(at, -1);
                last.put(at, Integer.valueOf(number));
                assertThat(last.get(at)).isGreaterThanOrEqualTo(before);
            });
        }
    }

    @Test
    void whatIsNoAssignmentIsPassedOver() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "malformed").create(1);
        topic.send("no key", "v1 algorithm=a");
        topic.send("malformed|1", "v2 algorithm=a");
        topic.send((String) null, "v1 algorithm=a");
        topic.send(NOT_UTF_8, "v1 algorithm=a".getBytes(StandardCharsets.US_ASCII));
        topic.send("malformed|1".getBytes(StandardCharsets.US_ASCII), NOT_UTF_8);
        topic.send("malformed|01", null);
        topic.label(2, "good");
        try (AssignmentFeed feed = topic.feed()) {
            topic.await(Map.of(2L, "good"));
        }
    }

    @Test
    void partitionsThatAreAddedAreReadAndTheNewestMessageOfAKeyCounts() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "grown").create(1);
        Map<Long, String> expected = new TreeMap<>();
        for (long at = 0; at < 8; at++) {
            topic.label(at, "old");
        }
        try (AssignmentFeed feed = topic.feed()) {
            topic.growTo(4);
            for (long at = 0; at < 8; at++) {
                topic.label(at, "new");
                expected.put(at, "new");
            }
            topic.await(expected);
        }
        topic.feed().close();
        assertThat(topic.stored()).isEqualTo(expected);
    }

    @Test
    void aCatalogThatFailsIsTriedAgain() throws Exception {
        LabelTopic topic = new LabelTopic(lake, "catalog").create(1);
        topic.label(1, "a");
        AtomicInteger calls = new AtomicInteger();
        Catalog failsAtFirst = (Catalog) Proxy.newProxyInstance(
                Catalog.class.getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, args) -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("the catalog is gone");
                    }
                    return method.invoke(lake.catalog(), args);
                });
        try (AssignmentFeed feed = AssignmentFeed.start(
                Map.of("bootstrap.servers", lake.bootstrapServers()), "labels-catalog", failsAtFirst)) {
            topic.await(Map.of(1L, "a"));
        }
        assertThat(calls).hasValueGreaterThan(1);
    }

    @Test
    @Timeout(30)
    void withoutABrokerItStartsAndEndsAllTheSame() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        for (String servers : new String[] {"127.0.0.1:" + closedPort, "no-such-host.invalid:9092"}) {
            AssignmentFeed.start(Map.of("bootstrap.servers", servers), "none", lake.catalog())
                    .close();
        }
    }
}
