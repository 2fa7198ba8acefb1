package org.joulelake.local;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

import org.joulelake.block.Block;
import org.joulelake.block.BlockSerializer;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;
import org.joulelake.catalog.LakeTables;
import org.joulelake.ingest.BatchReport;
import org.joulelake.local.stack.LocalIngest;
import org.joulelake.local.stack.LocalStack;
import org.joulelake.local.stack.Ports;

/** A lake with a device whose waveforms have holes, made by a producer and the real ingest. */
final class PlotLake {

    /** 2026-01-02T03:04:05Z, in nanoseconds since the Unix epoch. */
    static final long START = 1_767_323_045_000_000_000L;

    /** Two sessions of algorithm {@code twice} at the same time. */
    static final UUID ONE_OF_TWO = new UUID(0, 1);

    private static final UUID OTHER_OF_TWO = new UUID(0, 2);
    private static final String TOPIC = "joulelake.blocks";
    private static final double RATE_HZ = 10_000;
    private static final int BLOCK = 1_000;
    private static final long BLOCK_NANOS = 100_000_000;
    private static final long HOUR = 3_600_000_000_000L;
    private static final long PATIENCE_SECONDS = 120;

    private final KafkaProducer<String, Block> producer;
    private long published;

    private PlotLake(KafkaProducer<String, Block> producer) {
        this.producer = producer;
    }

    /** Makes the lake in this folder. */
    static void make(Path folder) throws InterruptedException, ExecutionException {
        BlockingQueue<BatchReport> batches = new LinkedBlockingQueue<>();
        try (LocalStack stack = LocalStack.start(folder, Ports.FREE)) {
            LakeTables.init(stack.catalogSettings());
            stack.ensureTopic(TOPIC, 1);
            try (KafkaProducer<String, Block> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", stack.bootstrapServers()),
                            new StringSerializer(),
                            new BlockSerializer());
                    LocalIngest ingest = LocalIngest.start(stack, TOPIC, Duration.ofSeconds(1), batches::add)) {
                PlotLake lake = new PlotLake(producer);
                lake.publishAll();
                lake.await(batches);
            }
        }
    }

    private void publishAll() throws ExecutionException, InterruptedException {
        // Blocks 8 to 13 of 40 are lost.
        publish("before", "power", "W", UUID.randomUUID(), START, 40, 2e-3f, block -> block < 8 || block >= 14);
        publish("after", "power", "W", UUID.randomUUID(), START + HOUR, 40, 1.5e-3f, block -> true);
        publish("twice", "power", "W", ONE_OF_TWO, START, 3, 1e-3f, block -> true);
        publish("twice", "power", "W", OTHER_OF_TWO, START + BLOCK_NANOS, 3, 1e-3f, block -> true);
        publish("odd", "voltage", "V", UUID.randomUUID(), START, 3, 3.3f, block -> block != 1);
        publish("even", "voltage", "V", UUID.randomUUID(), START + BLOCK_NANOS, 1, 3.3f, block -> true);
    }

    private void publish(
            String algorithm,
            String signal,
            String unit,
            UUID session,
            long start,
            int blocks,
            float level,
            IntPredicate isKept)
            throws ExecutionException, InterruptedException {
        SampleStream stream = new SampleStream("BENCH-1", algorithm, signal, unit, session, RATE_HZ);
        long sequence = 0;
        for (int block = 0; block < blocks; block++) {
            if (isKept.test(block)) {
                SampleBlock message = SampleBlock.of(
                        stream, sequence++, (long) block * BLOCK, start + block * BLOCK_NANOS, samples(block, level));
                producer.send(new ProducerRecord<>(TOPIC, stream.device(), message))
                        .get();
                published++;
            }
        }
    }

    /** A slow wave with a ripple; fifty samples of each twentieth block are missing. */
    private static float[] samples(int block, float level) {
        float[] samples = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            samples[i] = level * (1 + 0.3f * (float) Math.sin((block * BLOCK + i) / 1_500.0) + 0.1f * (i % 3));
        }
        if (block % 20 == 19) {
            Arrays.fill(samples, 100, 150, Float.NaN);
        }
        return samples;
    }

    private void await(BlockingQueue<BatchReport> batches) throws InterruptedException {
        for (long ingested = 0; ingested < published; ) {
            BatchReport batch = batches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (batch == null) {
                throw new IllegalStateException(ingested + " of " + published + " blocks got into the lake");
            }
            ingested += batch.counts().blocks();
        }
    }

    /** Options that ask for power of one or two algorithms. */
    static List<String> power(String algorithms) {
        return List.of("--device", "BENCH-1", "--signal", "power", "--algorithm", algorithms);
    }
}
