package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Feeds mutated golden messages to the reader for {@code joulelake.fuzz.seconds}. Whatever comes in, either a refusal
 * or a valid block comes out, and memory stays within bounds.
 */
class BlockReaderFuzzTest {

    private static final long SECONDS = Long.getLong("joulelake.fuzz.seconds", 5);
    private static final long SEED = Long.getLong("joulelake.fuzz.seed", System.nanoTime());
    private static final long MAX_ALLOCATION = 2 << 20;
    private static final Path FAILURES = Path.of("target", "fuzz");

    @Test
    void mutatedMessagesAreRefusedOrValid() throws IOException {
        System.out.println("joulelake.fuzz.seed=" + SEED);
        MessageMutator mutator = new MessageMutator(SEED, messages());
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        long inputs = 0;
        long valid = 0;
        do {
            byte[] message = mutator.next();
            valid += isValid(message, inputs) ? 1 : 0;
            inputs++;
        } while (System.nanoTime() - end < 0);
        System.out.println(inputs + " inputs, of which " + valid + " were valid");
        assertThat(valid).as("the fuzzer gets past all checks now and then").isPositive();
    }

    private static List<byte[]> messages() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (GoldenMessage golden : GoldenMessage.all()) {
            messages.add(golden.bytes());
        }
        return messages;
    }

    private static boolean isValid(byte[] message, long number) throws IOException {
        try {
            long before = Allocations.ofThisThread();
            Block block = readOrNull(message);
            long allocated = Allocations.ofThisThread() - before;
            assertThat(allocated).as("bytes allocated").isLessThan(MAX_ALLOCATION);
            Optional<BlockHeader> claimed = BlockReader.claimedHeader(message);
            if (block != null) {
                requireValid(block);
                assertThat(claimed).contains(block.header());
            }
            return block != null;
        } catch (Throwable failure) {
            Path file = save(message, number);
            throw new AssertionError(
                    "input " + number + " of seed " + SEED + ", kept in " + file + ": " + failure, failure);
        }
    }

    private static Block readOrNull(byte[] message) {
        try {
            return BlockReader.read(message);
        } catch (BlockFormatException e) {
            return null;
        }
    }

    private static void requireValid(Block block) throws BlockFormatException {
        if (block instanceof SampleBlock samples) {
            assertThat(SamplesChecksum.of(samples.samples()))
                    .isEqualTo(block.header().samplesCrc32c());
        } else {
            requirePossible(block);
        }
        BlockAssertions.assertSame(BlockReader.read(BlockWriter.write(block)), block);
    }

    private static void requirePossible(Block block) {
        BlockStatistics statistics = block.statistics();
        int present = Arrays.stream(statistics.bucketCount()).sum();
        assertThat(block.header().stream().signal()).isEqualTo("power");
        assertThat(statistics.bucketCount()).hasSize((block.header().sampleCount() + 1_023) / 1_024);
        assertThat(statistics.missingCount()).isEqualTo(block.header().sampleCount() - present);
        assertThat(statistics.missingCount()).isNotNegative();
        assertThat(statistics.min() <= statistics.max()).isEqualTo(present > 0);
    }

    private static Path save(byte[] message, long number) throws IOException {
        Files.createDirectories(FAILURES);
        return Files.write(FAILURES.resolve(SEED + "-" + number + ".bin"), message);
    }
}
