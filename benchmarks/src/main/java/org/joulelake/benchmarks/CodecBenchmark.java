package org.joulelake.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.joulelake.block.Block;
import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.Codec;
import org.joulelake.block.SampleBlock;
import org.joulelake.block.SampleStream;

/**
 * Nanoseconds per sample of writing and reading a full block, both checksums included, and bytes per sample as it goes
 * (printed once for each combination).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BlockHeader.MAX_SAMPLE_COUNT)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    /** What the samples look like. */
    @Param
    public Waveform waveform;

    /** Who writes: the codec that the writer picks by itself, or one by name. */
    @Param({"PICKED", "LATTICE", "SHUFFLE_ZSTD", "RAW"})
    public String codec;

    private SampleBlock block;
    private byte[] message;

    /** Makes the block and a message of it; a codec that does not suit the samples ends this combination. */
    @Setup
    public void write() {
        SampleStream stream = new SampleStream("JS110-000001", "baseline", "current", "A", new UUID(1, 2), 2e6);
        block = SampleBlock.of(stream, 0, 0, 0, waveform.samples(BlockHeader.MAX_SAMPLE_COUNT));
        message = encode();
        System.out.printf("%n%s, %s: %.3f bytes a sample%n", waveform, codec, bytesPerSample());
    }

    private double bytesPerSample() {
        return (double) message.length / BlockHeader.MAX_SAMPLE_COUNT;
    }

    /** Samples to message. */
    @Benchmark
    public byte[] encode() {
        return codec.equals("PICKED")
                ? BlockWriter.write(block)
                : BlockWriter.write(block, Codec.valueOf(codec))
                        .orElseThrow(() -> new IllegalStateException(codec + " does not suit " + waveform));
    }

    /** Message to samples. */
    @Benchmark
    public Block decode() throws BlockFormatException {
        return BlockReader.read(message);
    }
}
