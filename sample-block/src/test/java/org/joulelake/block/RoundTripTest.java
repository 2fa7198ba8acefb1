package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.block.BlockAssertions.assertSame;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;

class RoundTripTest {

    @Property(tries = 300)
    void everyBitOfEverySampleComesBackFromThePickedCodec(@ForAll("samples") float[] samples)
            throws BlockFormatException {
        SampleBlock block = Messages.block(samples);
        byte[] message = BlockWriter.write(block);

        assertSame(BlockReader.read(message), block);
        assertThat(Messages.payload(message)).as("picked payload").hasSizeLessThanOrEqualTo(4 * samples.length);
    }

    @Property(tries = 300)
    void everyBitOfEverySampleComesBackFromEveryCodec(@ForAll("samples") float[] samples, @ForAll Codec codec)
            throws BlockFormatException {
        SampleBlock block = Messages.block(samples);
        Optional<byte[]> message = BlockWriter.write(block, codec);

        assertThat(message.isPresent())
                .isEqualTo(codec != Codec.DERIVED && (codec != Codec.LATTICE || distinct(samples) <= 8_192));
        if (message.isPresent()) {
            assertSame(BlockReader.read(message.get()), block);
        }
    }

    @Property(tries = 300)
    void everyFigureOfAnySamplesComesBackWithoutThem(@ForAll("samples") float[] samples) throws BlockFormatException {
        DerivedBlock block = Messages.derived(Messages.block(samples));
        byte[] message = BlockWriter.write(block);

        assertSame(BlockReader.read(message), block);
        assertThat(message.length).as("length of the message").isLessThanOrEqualTo(1_280);
    }

    @Property(tries = 300)
    void ranksComeBackAsTheyAreAndAsDifferences(@ForAll("samples") float[] samples, @ForAll boolean deltas)
            throws BlockFormatException {
        Optional<Lattice> lattice = Lattice.of(samples);
        if (lattice.isPresent()) {
            byte[] payload = LatticeCodec.encode(lattice.get(), deltas);
            float[] decoded = new LatticeCodec().decode(payload, 0, payload.length, samples.length);
            assertThat(Arrays.mismatch(Messages.bits(decoded), Messages.bits(samples)))
                    .isEqualTo(-1);
        }
    }

    @Property(tries = 200)
    void checksumIsThatOfTheBitsInLittleEndianOrder(@ForAll("samples") float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putInt(Float.floatToRawIntBits(sample));
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.array());
        assertThat(SamplesChecksum.of(samples)).isEqualTo((int) crc.getValue());
    }

    @Property(tries = 1000)
    void everyHeaderWithinItsBoundsComesBack(
            @ForAll("streams") SampleStream stream,
            @ForAll("counters") long sequence,
            @ForAll("counters") long firstSample,
            @ForAll("starts") long startNanos,
            @ForAll Codec codec)
            throws BlockFormatException {
        Block block =
                Messages.of(codec, SampleBlock.of(stream, sequence, firstSample, startNanos, new float[] {1, 2, 1}));
        assertSame(BlockReader.read(BlockWriter.write(block, codec).orElseThrow()), block);
    }

    @Example
    void longestMessageThatAWriterCanMakeIsAccepted() throws BlockFormatException {
        String longest = "\u00b5".repeat(127) + "x";
        SampleStream stream = new SampleStream(longest, longest, longest, longest, new UUID(1, 2), 1);
        float[] noise = Messages.floats(new Random(1).ints(65_536).toArray());
        SampleBlock block = SampleBlock.of(stream, 0, 0, 0, noise);

        assertThat(BlockWriter.write(block)).hasSize(263_244);
        assertSame(BlockReader.read(BlockWriter.write(block)), block);
        assertThat(BlockWriter.write(block, Codec.SHUFFLE_ZSTD))
                .as("noise that zstd makes longer than any reader accepts")
                .isEmpty();
    }

    @Provide
    Arbitrary<float[]> samples() {
        return SampleArrays.any();
    }

    @Provide
    Arbitrary<SampleStream> streams() {
        Arbitrary<Double> rates = Arbitraries.longs()
                .between(Double.doubleToLongBits(1e-3), Double.doubleToLongBits(Double.MAX_VALUE))
                .map(Double::longBitsToDouble);
        Arbitrary<UUID> sessions =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        return Combinators.combine(texts(1), texts(0), texts(1), texts(0), sessions, rates)
                .as(SampleStream::new);
    }

    /** Any code points but controls and halves of surrogate pairs; 63 of four bytes each fit. */
    private static Arbitrary<String> texts(int minLength) {
        Arbitrary<Integer> codePoints = Arbitraries.oneOf(
                Arbitraries.integers().between(0x20, 0x7E),
                Arbitraries.integers().between(0xA0, 0xD7FF),
                Arbitraries.integers().between(0xE000, 0x10FFFF));
        return codePoints.list().ofMinSize(minLength).ofMaxSize(63).map(points -> points.stream()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    @Provide
    Arbitrary<Long> counters() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE - 3);
    }

    /** Three samples at 1 mHz take 3,000 s. */
    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.longs().lessOrEqual(Long.MAX_VALUE - 3_000_000_000_000L);
    }

    private static long distinct(float[] samples) {
        return Arrays.stream(Messages.bits(samples)).distinct().count();
    }
}
