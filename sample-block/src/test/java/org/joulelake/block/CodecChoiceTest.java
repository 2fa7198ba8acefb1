package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;

class CodecChoiceTest {

    private static final int COUNT = 65_536;

    @Test
    void idsAreThoseOfTheSpecification() {
        assertThat(Codec.values())
                .extracting(codec -> codec.name() + "=" + codec.id())
                .containsExactly("RAW=0", "SHUFFLE_ZSTD=1", "LATTICE=2", "DERIVED=3");
        for (Codec codec : Codec.values()) {
            assertThat(Codec.withId(codec.id())).contains(codec);
        }
        assertThat(Codec.withId(4)).isEmpty();
    }

    @Test
    void codesOfAnAdcAreWrittenAsALattice() {
        Random random = new Random(1);
        assertThat(codecOf(samples(i -> (float) ((300 + Math.round(12 * random.nextGaussian())) * 1e-8))))
                .isEqualTo(Codec.LATTICE);
    }

    @Test
    void smoothSignalHasItsRanksAsDifferences() {
        byte[] message = BlockWriter.write(Messages.block(samples(i -> (float) Math.round(2000 * Math.sin(i * 1e-3)))));
        assertThat(message[5]).isEqualTo((byte) Codec.LATTICE.id());
        assertThat(Messages.payload(message)[0]).as("flags").isEqualTo((byte) 1);
    }

    @Test
    void floatsWithoutAPatternAreShuffled() {
        Random random = new Random(1);
        assertThat(codecOf(samples(i -> (float) (1e-3 + 1e-5 * random.nextGaussian()))))
                .isEqualTo(Codec.SHUFFLE_ZSTD);
    }

    @Test
    void bitsThatNothingCompressesStayRaw() {
        assertThat(codecOf(Messages.floats(new Random(1).ints(COUNT).toArray())))
                .isEqualTo(Codec.RAW);
        assertThat(codecOf(new float[] {1})).isEqualTo(Codec.RAW);
    }

    @Test
    void pickedMessageIsHardlyEverLongerThanTheShortest() {
        Random random = new Random(1);
        for (int distinct : new int[] {1, 10, 1000, 8000}) {
            SampleBlock block = Messages.block(SampleArrays.lattice(COUNT, distinct, random));
            int shortest = Arrays.stream(Codec.values())
                    .mapToInt(codec -> BlockWriter.write(block, codec)
                            .map(message -> message.length)
                            .orElse(Integer.MAX_VALUE))
                    .min()
                    .orElseThrow();
            assertThat(BlockWriter.write(block).length).isEqualTo(shortest);
        }
    }

    private static Codec codecOf(float[] samples) {
        return Codec.withId(BlockWriter.write(Messages.block(samples))[5]).orElseThrow();
    }

    private static float[] samples(IntFunction<Float> at) {
        float[] samples = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            samples[i] = at.apply(i);
        }
        return samples;
    }
}
