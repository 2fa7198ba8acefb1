package org.joulelake.faults.live;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockReader;
import org.joulelake.block.SampleBlock;

/** Reads the topic while it grows, and looks at each sample: a run is too long to keep all of it. */
final class LiveCheck {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final List<TopicPartition> partitions;
    private final Map<String, LiveStream> streams = new HashMap<>();
    private final CompletableFuture<Void> done;
    private volatile boolean ended;
    private long unreadable;

    private LiveCheck(String bootstrapServers, String topic, int partitionCount) {
        this.bootstrapServers = bootstrapServers;
        partitions = IntStream.range(0, partitionCount)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        done = CompletableFuture.runAsync(this::read);
    }

    static LiveCheck start(String bootstrapServers, String topic, int partitions) {
        return new LiveCheck(bootstrapServers, topic, partitions);
    }

    private void read() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                256 << 10,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                16 << 20,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                8 << 20,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!ended) {
                consumer.poll(POLL).forEach(record -> accept(record.value()));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> accept(record.value()));
            }
        }
    }

    private void accept(byte[] message) {
        try {
            if (BlockReader.read(message) instanceof SampleBlock block) {
                String stream = block.header().stream().session()
                        + block.header().stream().signal();
                streams.computeIfAbsent(stream, name -> new LiveStream()).accept(block);
            }
        } catch (BlockFormatException e) {
            unreadable++;
        }
    }

    /** Reads on to what is the end of the topic now. */
    LiveCheck finish() {
        ended = true;
        done.join();
        return this;
    }

    int streams() {
        return streams.size();
    }

    long sum(ToLongFunction<LiveStream> count) {
        return streams.values().stream().mapToLong(count).sum();
    }

    long unreadable() {
        return unreadable;
    }
}
