package org.joulelake.ingest;

import static org.joulelake.catalog.QuarantineTable.KAFKA_OFFSET;
import static org.joulelake.catalog.QuarantineTable.KAFKA_PARTITION;
import static org.joulelake.catalog.QuarantineTable.KAFKA_TIMESTAMP;
import static org.joulelake.catalog.QuarantineTable.KAFKA_TOPIC;
import static org.joulelake.catalog.QuarantineTable.KEY;
import static org.joulelake.catalog.QuarantineTable.REPLAYED_AT;
import static org.joulelake.catalog.QuarantineTable.VALUE;

import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import org.joulelake.catalog.QuarantineTable;
import org.joulelake.ingest.block.KafkaOrigin;
import org.joulelake.ingest.known.KnownStreams;
import org.joulelake.ingest.rules.RuleBook;

/**
 * Takes messages of the quarantine into the lake that are blocks by the rules of now. Its commits carry on the record of
 * the ingest's, so that both can run at once and neither takes in what the other did. A replay that dies is done again:
 * what got in is found there.
 */
public final class QuarantineReplay {

    /** Messages in one commit: a running ingest commits every few seconds, and the slower of two commits is done again. */
    private static final int COMMIT_ROWS = 250;

    private static final int ATTEMPTS = 20;

    private static final Comparator<KafkaOrigin> ORDER = Comparator.comparing(KafkaOrigin::topic)
            .thenComparing(KafkaOrigin::partition)
            .thenComparing(KafkaOrigin::offset);

    private final SparkSession spark;
    private final Table blocks;
    private final Table quarantine;
    private final RuleBook rules;
    private final Clock clock;

    /** A replay by a session whose current catalog has these tables. */
    public QuarantineReplay(SparkSession spark, IngestTables tables, RuleBook rules, Clock clock) {
        this.spark = spark;
        this.blocks = tables.blocks();
        this.quarantine = tables.quarantine();
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * What became of some messages.
     *
     * @param ingested messages that became rows
     * @param alreadyInLake messages whose block was in the lake
     * @param refused messages that stay in quarantine, by their reason of now
     */
    public record Outcome(long ingested, long alreadyInLake, Map<String, Long> refused) {

        /** All messages. */
        public long messages() {
            return ingested
                    + alreadyInLake
                    + refused.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Replays the messages that a condition on {@code power.quarantine} selects and that no replay has brought in before.
     *
     * @param progress told after each commit how many messages are done
     */
    public Outcome run(Expression condition, LongConsumer progress) {
        List<KafkaOrigin> origins = origins(condition);
        long ingested = 0;
        long known = 0;
        Map<String, Long> refused = new TreeMap<>();
        for (int from = 0; from < origins.size(); from += COMMIT_ROWS) {
            List<KafkaOrigin> chunk = origins.subList(from, Math.min(origins.size(), from + COMMIT_ROWS));
            ReplayResult result = replay(chunk);
            mark(result.resolved());
            ingested += result.counts().blocks();
            known += result.counts().repeated();
            result.refused().forEach(refusal -> refused.merge(refusal.reason(), 1L, Long::sum));
            progress.accept((long) from + chunk.size());
        }
        return new Outcome(ingested, known, refused);
    }

    private List<KafkaOrigin> origins(Expression condition) {
        Set<KafkaOrigin> origins = new TreeSet<>(ORDER);
        quarantine.refresh();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(quarantine)
                .where(Expressions.and(condition, Expressions.isNull(REPLAYED_AT)))
                .select(KAFKA_TOPIC, KAFKA_PARTITION, KAFKA_OFFSET)
                .build()) {
            rows.forEach(row -> origins.add(
                    new KafkaOrigin((String) row.getField(KAFKA_TOPIC), (Integer) row.getField(KAFKA_PARTITION), (Long)
                            row.getField(KAFKA_OFFSET))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + quarantine.name(), e);
        }
        return List.copyOf(origins);
    }

    private ReplayResult replay(List<KafkaOrigin> chunk) {
        Dataset<Row> messages = spark.table(QuarantineTable.ID.toString())
                .where(sql(chunk))
                .select(columns())
                .coalesce(1);
        for (int attempt = 1; ; attempt++) {
            blocks.refresh();
            LakeState state = LakeState.of(blocks);
            ReplayTask task = new ReplayTask(
                    SerializableTable.copyOf(blocks), state.streams(), new BlockCheck(rules, clock.instant()));
            ReplayResult result = messages.mapPartitions(task, Encoders.javaSerialization(ReplayResult.class))
                    .collectAsList()
                    .get(0);
            try {
                commit(state, result);
                return result;
            } catch (ValidationException e) {
                UnusedFiles.delete(blocks, result.files());
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void commit(LakeState state, ReplayResult result) {
        if (!result.files().isEmpty()) {
            KnownStreams streams = state.streams().heard(result.streams().after(), clock.instant());
            LakeCommit.append(
                    blocks,
                    result.files(),
                    state,
                    state.progress(),
                    Map.of(LakeState.STREAMS_PROPERTY, streams.toJson()));
        }
    }

    private void mark(List<KafkaOrigin> resolved) {
        if (!resolved.isEmpty()) {
            spark.sql("UPDATE " + QuarantineTable.ID + " SET " + REPLAYED_AT + " = current_timestamp() WHERE "
                    + sql(resolved));
        }
    }

    private static Column[] columns() {
        return new Column[] {
            functions.col(KAFKA_TOPIC),
            functions.col(KAFKA_PARTITION),
            functions.col(KAFKA_OFFSET),
            functions.unix_micros(functions.col(KAFKA_TIMESTAMP)),
            functions.col(KEY),
            functions.col(VALUE)
        };
    }

    /** The messages as a condition, partition by partition. */
    private static String sql(List<KafkaOrigin> origins) {
        return origins.stream()
                .collect(Collectors.groupingBy(
                        origin -> new KafkaOrigin(origin.topic(), origin.partition(), 0),
                        Collectors.mapping(origin -> Long.toString(origin.offset()), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(partition -> "(%s = '%s' AND %s = %d AND %s IN (%s))"
                        .formatted(
                                KAFKA_TOPIC,
                                partition.getKey().topic(),
                                KAFKA_PARTITION,
                                partition.getKey().partition(),
                                KAFKA_OFFSET,
                                partition.getValue()))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
