package org.joulelake.ingest;

import static org.joulelake.catalog.QuarantineTable.KAFKA_OFFSET;
import static org.joulelake.catalog.QuarantineTable.KAFKA_PARTITION;
import static org.joulelake.catalog.QuarantineTable.KAFKA_TOPIC;

import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.joulelake.ingest.block.KafkaOrigin;

/** Finds what a batch that failed between its two commits has left in {@code power.quarantine}. */
final class Quarantined {

    private Quarantined() {}

    /**
     * The records of a topic that are in quarantine although the blocks' progress does not cover them. Looked up one by
     * one: the batch that failed may have judged by other rules, so how far it has read does not tell what it refused.
     */
    static Set<KafkaOrigin> beyond(LakeProgress blocks, Table quarantine, String topic) {
        Set<KafkaOrigin> found = new HashSet<>();
        LakeProgress.of(quarantine)
                .beyond(blocks)
                .nextOffsets()
                .getOrDefault(topic, Map.of())
                .keySet()
                .forEach(partition -> read(quarantine, topic, partition, blocks, found));
        return found;
    }

    private static void read(
            Table quarantine, String topic, int partition, LakeProgress blocks, Set<KafkaOrigin> found) {
        Expression filter = Expressions.and(
                Expressions.equal(KAFKA_TOPIC, topic),
                Expressions.equal(KAFKA_PARTITION, partition),
                Expressions.greaterThanOrEqual(KAFKA_OFFSET, blocks.nextOffset(topic, partition)));
        try (CloseableIterable<Record> rows = IcebergGenerics.read(quarantine)
                .where(filter)
                .select(KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET)
                .build()) {
            rows.forEach(row -> found.add(new KafkaOrigin(topic, partition, (Long) row.getField(KAFKA_OFFSET))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + quarantine.name(), e);
        }
    }
}
