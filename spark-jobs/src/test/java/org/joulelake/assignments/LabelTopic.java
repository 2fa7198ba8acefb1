package org.joulelake.assignments;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.joulelake.catalog.AssignmentsTable;
import org.joulelake.ingest.LakeFixture;

/** A topic of assignments for one device of its name, and what the table says about that device. */
final class LabelTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;

    private final LakeFixture lake;
    private final String name;

    LabelTopic(LakeFixture lake, String name) {
        this.lake = lake;
        this.name = "labels-" + name;
    }

    LabelTopic create(int partitions) throws Exception {
        lake.createTopic(name, partitions);
        return this;
    }

    void delete() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    void growTo(int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        }
    }

    /** Says that the device runs this from then on; null takes it back. */
    void label(long validFromNanos, String algorithm) throws Exception {
        send(name + "|" + validFromNanos, algorithm == null ? null : "v1 algorithm=" + algorithm);
    }

    void send(String key, String value) throws Exception {
        send(bytes(key), bytes(value));
    }

    void send(byte[] key, byte[] value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", lake.bootstrapServers(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name, key, value)).get();
        }
    }

    /** A feed of this topic. */
    AssignmentFeed feed() {
        return AssignmentFeed.start(Map.of("bootstrap.servers", lake.bootstrapServers()), name, lake.catalog());
    }

    /** Algorithms of the device by the time from when on. */
    Map<Long, String> stored() throws IOException {
        Table table = table();
        Snapshot now = table.currentSnapshot();
        return now == null ? Map.of() : stored(table, now);
    }

    /** What the table has said about the device, oldest first. */
    List<Map<Long, String>> history() throws IOException {
        Table table = table();
        List<Map<Long, String>> history = new ArrayList<>();
        for (Snapshot snapshot : table.snapshots()) {
            history.add(stored(table, snapshot));
        }
        return history;
    }

    private Map<Long, String> stored(Table table, Snapshot snapshot) throws IOException {
        Map<Long, String> stored = new TreeMap<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).useSnapshot(snapshot.snapshotId()).build()) {
            for (Record row : rows) {
                if (row.getField(AssignmentsTable.DEVICE).equals(name)) {
                    stored.put((Long) row.getField(AssignmentsTable.VALID_FROM_NS), (String)
                            row.getField(AssignmentsTable.ALGORITHM));
                }
            }
        }
        return stored;
    }

    /** Waits until the table says this about the device. */
    void await(Map<Long, String> expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<Long, String> stored = stored();
        while (!stored.equals(expected)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected " + expected + " but the table still has " + stored);
            }
            Thread.sleep(POLL_MILLIS);
            stored = stored();
        }
    }

    Table table() {
        return lake.catalog().loadTable(AssignmentsTable.ID);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", lake.bootstrapServers()));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
