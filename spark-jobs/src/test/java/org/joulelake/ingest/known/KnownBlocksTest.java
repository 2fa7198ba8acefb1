package org.joulelake.ingest.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.joulelake.block.SequenceRange;

class KnownBlocksTest {

    @Test
    void aMarkAndTheHolesBelowIt() {
        KnownBlocks blocks = of(0, 1, 2, 5, 7, 8);

        assertThat(blocks.present()).containsExactly(range(0, 2), range(5, 5), range(7, 8));
        assertThat(blocks.contains(5)).isTrue();
        assertThat(blocks.contains(4)).isFalse();
        assertThat(blocks.contains(9)).isFalse();
        assertThat(blocks.plus(6).present()).containsExactly(range(0, 2), range(5, 8));
        assertThat(blocks.plus(5)).isEqualTo(blocks);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderIsASetOfSequences(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> model = new TreeSet<>();
        KnownBlocks one = KnownBlocks.NONE;
        KnownBlocks other = KnownBlocks.NONE;
        for (int i = 0; i < 300; i++) {
            long sequence = random.nextInt(250);
            model.add(sequence);
            if (random.nextBoolean()) {
                one = one.plus(sequence);
            } else {
                other = other.plus(sequence);
            }
            KnownBlocks both = one.plus(other);
            assertThat(both.contains(sequence)).isTrue();
        }
        KnownBlocks both = other.plus(one);
        for (long sequence = 0; sequence < 260; sequence++) {
            assertThat(both.contains(sequence)).isEqualTo(model.contains(sequence));
        }
        assertThat(KnownBlocks.parse(both.text())).isEqualTo(both);
        boolean shared = false;
        for (long sequence = 0; sequence < 260; sequence++) {
            shared |= one.contains(sequence) && other.contains(sequence);
        }
        assertThat(one.overlaps(other)).isEqualTo(shared);
    }

    @Test
    void ofTooManyHolesTheLowestAreForgotten() {
        KnownBlocks blocks = KnownBlocks.NONE;
        for (int i = 0; i < KnownBlocks.MAX_RANGES + 10; i++) {
            blocks = blocks.plus(2L * i);
        }

        assertThat(blocks.present()).hasSize(KnownBlocks.MAX_RANGES);
        assertThat(blocks.from()).isEqualTo(20);
        assertThat(blocks.contains(22)).isTrue();
        assertThat(blocks.contains(23)).isFalse();
        assertThat(blocks.plus(3)).isEqualTo(blocks);
        assertThat(KnownBlocks.parse(blocks.text())).isEqualTo(blocks);
        assertThat(blocks.announcement().isMissing(19)).isTrue();
    }

    @Test
    void announcesTheLastBlockAndWhatIsMissingBeforeIt() {
        assertThat(KnownBlocks.NONE.announcement().value()).isEqualTo("v1 through=-1");
        assertThat(of(0, 1, 2).announcement().value()).isEqualTo("v1 through=2");
        assertThat(of(3, 4, 6, 9).announcement().value()).isEqualTo("v1 through=9 missing=0-2,5-5,7-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "5", "5-4", "0-4,3-5", "4-5,0-1", "x:0-1"})
    void whatIsNoSuchTextIsRefused(String text) {
        assertThatThrownBy(() -> KnownBlocks.parse(text)).isInstanceOf(RuntimeException.class);
    }

    private static KnownBlocks of(long... sequences) {
        KnownBlocks blocks = KnownBlocks.NONE;
        for (long sequence : sequences) {
            blocks = blocks.plus(sequence);
        }
        return blocks;
    }

    private static SequenceRange range(long first, long last) {
        return new SequenceRange(first, last);
    }

    @Test
    void nothingIsWrittenAsNothing() {
        assertThat(KnownBlocks.parse(KnownBlocks.NONE.text())).isEqualTo(new KnownBlocks(0, List.of()));
    }
}
