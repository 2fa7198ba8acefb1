package org.joulelake.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.Random;

class SampleRangesTest {

    @Test
    void itDoesWhatASetOfSingleIndicesDoes() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            SampleRanges ranges = new SampleRanges();
            BitSet indices = new BitSet();
            for (int from = random.nextInt(5); from < 100; from += random.nextInt(1, 20)) {
                int to = from + random.nextInt(20);
                ranges.add(from, to);
                indices.set(from, to);
                from = to;
            }
            for (int i = 0; i < 20; i++) {
                int from = random.nextInt(120);
                int to = from + random.nextInt(40);
                int before = indices.cardinality();
                indices.clear(from, to);
                assertThat(ranges.remove(from, to)).isEqualTo(before - indices.cardinality());
                assertThat(ranges.size()).isEqualTo(indices.cardinality());
            }
        }
    }
}
