package org.joulelake.faults.kafka;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.joulelake.cli.CommandException;
import org.joulelake.faults.check.RecordId;

/**
 * Somebody else who writes to the topic of the blocks, straight to the brokers: nonsense, blocks with a byte flipped or
 * cut short, and blocks that are there already.
 */
public final class StrayMessages {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Blocks are taken from the last ones of each partition. */
    private static final long NEWEST = 20;

    /** Half of the flips are in here: names, numbers and times of a block, a thousandth of its bytes. */
    private static final int HEADER_BYTES = 90;

    private static final int COPIES = 8;
    private static final int LONGEST_NONSENSE = 2_000;

    private final String bootstrapServers;
    private final String topic;
    private final Random random;
    private final Set<RecordId> hostile = new HashSet<>();
    private int repeats;

    /** Somebody whose choices follow from a seed. */
    public StrayMessages(String bootstrapServers, String topic, long seed) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        random = new Random(seed);
    }

    /** Where the records are that are no blocks. */
    public Set<RecordId> hostile() {
        return Set.copyOf(hostile);
    }

    /** Blocks that were sent again. */
    public int repeats() {
        return repeats;
    }

    /** Sends nonsense, nothing at all, and blocks that are spoiled. */
    public void sendHostile() throws InterruptedException {
        List<byte[]> values = new ArrayList<>();
        values.add(null);
        values.add(new byte[0]);
        byte[] nonsense = new byte[1 + random.nextInt(LONGEST_NONSENSE)];
        random.nextBytes(nonsense);
        values.add(nonsense);
        for (ConsumerRecord<byte[], byte[]> block : some()) {
            values.add(flipped(block.value()));
            values.add(Arrays.copyOf(block.value(), random.nextInt(block.value().length)));
        }
        for (byte[] value : values) {
            hostile.add(send(new ProducerRecord<>(topic, "stranger".getBytes(), value)));
        }
    }

    /** Sends blocks that are there, with their keys, once more. */
    public void sendRepeats() throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> block : some()) {
            send(new ProducerRecord<>(topic, block.partition(), block.key(), block.value()));
            repeats++;
        }
    }

    private byte[] flipped(byte[] block) {
        byte[] copy = block.clone();
        int end = random.nextBoolean() ? Math.min(HEADER_BYTES, copy.length) : copy.length;
        copy[random.nextInt(end)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return copy;
    }

    private RecordId send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            RecordMetadata where = producer.send(record).get();
            return new RecordId(where.partition(), where.offset());
        } catch (ExecutionException e) {
            throw new CommandException("cannot send a stray message: " + e.getCause(), e);
        }
    }

    /** A few of the newest blocks; none if there are none. */
    private List<ConsumerRecord<byte[], byte[]>> some() {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.beginningOffsets(partitions)
                    .forEach((partition, begin) ->
                            consumer.seek(partition, Math.max(begin, ends.get(partition) - NEWEST)));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(newest::add);
            }
        }
        newest.removeIf(record -> record.value() == null
                || record.key() == null
                || hostile.contains(new RecordId(record.partition(), record.offset())));
        List<ConsumerRecord<byte[], byte[]>> chosen = new ArrayList<>();
        for (int i = 0; i < COPIES && !newest.isEmpty(); i++) {
            chosen.add(newest.get(random.nextInt(newest.size())));
        }
        return chosen;
    }
}
