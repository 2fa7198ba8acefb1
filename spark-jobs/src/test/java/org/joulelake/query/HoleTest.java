package org.joulelake.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class HoleTest {

    @Test
    void isOfBlocksThatTheLakeMissesIfTheirNumbersAre() {
        assertThat(pieces(100, 200, 3, 5)).containsExactly("100+100 not-in-lake block 4");
        assertThat(pieces(100, 200, 3, 7)).containsExactly("100+100 not-in-lake blocks 4 to 6");
    }

    @Test
    void wasNeverInABlockIfNoNumberIsMissing() {
        assertThat(pieces(100, 200, 3, 4)).containsExactly("100+100 never-in-a-block null");
    }

    @Test
    void isOfAnotherAlgorithmWhereItsBlocksAre() {
        assertThat(pieces(100, 300, 3, 7, block(100, 150, 4, "b"), block(250, 400, 6, "c"), block(50, 120, 2, "b")))
                .containsExactly("100+50 other-algorithm b", "150+100 not-in-lake block 5", "250+50 other-algorithm c");
    }

    @Test
    void wasRefusedWhereARefusedBlockFits() {
        assertThat(pieces(100, 400, 3, 7, refused(200, 300, 5), refused(200, 300, 5)))
                .containsExactly("100+100 not-in-lake block 4", "200+100 refused why", "300+100 not-in-lake block 6");
    }

    @Test
    void doesNotBelieveARefusedBlockThatDoesNotFit() {
        List<String> unknown = List.of("100+100 not-in-lake block 4");
        assertThat(pieces(100, 200, 3, 5, refused(150, 201, 4))).isEqualTo(unknown);
        assertThat(pieces(100, 200, 3, 5, refused(99, 200, 4))).isEqualTo(unknown);
        assertThat(pieces(100, 200, 3, 5, refused(100, 200, 5))).isEqualTo(unknown);
        assertThat(pieces(100, 200, 3, 5, refused(100, 200, 3))).isEqualTo(unknown);
        assertThat(pieces(100, 200, 3, 5, block(100, 200, 4, "b"), refused(100, 200, 4)))
                .containsExactly("100+100 other-algorithm b");
    }

    @Test
    void isNoneBetweenBlocksThatMeetOrOverlap() {
        assertThat(pieces(100, 100, 3, 4)).isEmpty();
        assertThat(pieces(100, 90, 3, 4, refused(90, 100, 3))).isEmpty();
    }

    private static List<String> pieces(long first, long end, long before, long after, InternalRow... known) {
        ArrayData pieces = Hole.pieces(first, end, before, after, new GenericArrayData(known));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < pieces.numElements(); i++) {
            InternalRow piece = pieces.getStruct(i, 4);
            texts.add("%d+%d %s %s"
                    .formatted(piece.getLong(0), piece.getLong(1), piece.getUTF8String(2), piece.getUTF8String(3)));
        }
        return texts;
    }

    private static InternalRow block(long first, long end, long sequence, String algorithm) {
        return new GenericInternalRow(new Object[] {first, end, sequence, false, UTF8String.fromString(algorithm)});
    }

    private static InternalRow refused(long first, long end, long sequence) {
        return new GenericInternalRow(new Object[] {first, end, sequence, true, UTF8String.fromString("why")});
    }
}
