package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.joulelake.block.BlockAssertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

class LatticeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 8_191, 8_192, 8_193})
    void everySizeOfALatticeComesBack(int distinct) throws BlockFormatException {
        float[] samples = SampleArrays.lattice(65_536, distinct, new Random(distinct));
        SampleBlock block = Messages.block(samples);

        assertThat(Lattice.of(samples).isPresent()).isEqualTo(distinct <= 8_192);
        assertSame(BlockReader.read(BlockWriter.write(block)), block);
        for (Codec codec : Codec.values()) {
            Optional<byte[]> message = BlockWriter.write(block, codec);
            if (message.isPresent()) {
                assertSame(BlockReader.read(message.get()), block);
            }
        }
    }

    @Test
    void tableIsInTheTotalOrderOfFloats() {
        float[] ordered = Messages.floats(
                0xFFFFFFFF,
                0xFFC00000,
                0xFF800001,
                0xFF800000,
                0xFF7FFFFF,
                0xBF800000,
                0x80000001,
                0x80000000,
                0x00000000,
                0x00000001,
                0x3F800000,
                0x7F7FFFFF,
                0x7F800000,
                0x7F800001,
                0x7FC00000,
                0x7FFFFFFF);
        int[] backwards = new int[ordered.length];
        Arrays.setAll(backwards, i -> Messages.bits(ordered)[ordered.length - 1 - i]);

        Lattice lattice = Lattice.of(Messages.floats(backwards)).orElseThrow();

        assertThat(lattice.table()).isEqualTo(Messages.bits(ordered));
        assertThat(lattice.ranks()).isEqualTo(new short[] {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
    }
}
