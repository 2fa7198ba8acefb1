package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Samples between two blocks that an answer has, divided by what is known of them: blocks of another algorithm, blocks that
 * were refused, and the rest, of which the numbers of the blocks around it tell whether it ever was in a block.
 */
public final class Hole {

    /** Of each piece. */
    static final DataType PIECES = DataTypes.createArrayType(
            DataType.fromDDL("first_index BIGINT, missing_count BIGINT, reason STRING, detail STRING"), false);

    private static final String OTHER_ALGORITHM = "other-algorithm";
    private static final String REFUSED = "refused";
    private static final String NOT_IN_LAKE = "not-in-lake";
    private static final String NEVER_IN_A_BLOCK = "never-in-a-block";

    private static final int KNOWN_FIELDS = 5;

    private final List<Piece> pieces = new ArrayList<>();
    private final List<Known> refused;

    private Hole(List<Known> refused) {
        this.refused = refused;
    }

    private record Piece(long first, long end, String reason, UTF8String detail) {

        boolean goesOnWith(Piece next) {
            return end == next.first && reason.equals(next.reason) && Objects.equals(detail, next.detail);
        }

        Object row() {
            return new GenericInternalRow(new Object[] {first, end - first, UTF8String.fromString(reason), detail});
        }
    }

    /** A block that covers some of the hole, or says so. */
    private record Known(long first, long end, long sequence, boolean isRefused, UTF8String detail) {

        static List<Known> of(ArrayData rows, boolean areRefused) {
            List<Known> known = new ArrayList<>();
            for (int i = 0; i < rows.numElements(); i++) {
                InternalRow row = rows.getStruct(i, KNOWN_FIELDS);
                if (row.getBoolean(3) == areRefused) {
                    known.add(new Known(
                            row.getLong(0), row.getLong(1), row.getLong(2), areRefused, row.getUTF8String(4)));
                }
            }
            known.sort(Comparator.comparingLong(Known::first));
            return known;
        }
    }

    /**
     * The pieces of a hole, in order.
     *
     * @param first index of the first sample that is missing
     * @param end index of the sample after the last one that is missing
     * @param before number of the block before
     * @param after number of the block after
     * @param known of {@code first_index, end_index, sequence, refused, detail}
     * @return of {@link #PIECES}
     */
    public static ArrayData pieces(long first, long end, long before, long after, ArrayData known) {
        Hole hole = new Hole(Known.of(known, true));
        long position = first;
        long sequence = before;
        for (Known block : Known.of(known, false)) {
            if (block.end > position && block.first < end) {
                long begin = Math.max(block.first, position);
                hole.addAbsent(position, begin, sequence, block.sequence);
                position = Math.min(block.end, end);
                sequence = block.sequence;
                hole.add(begin, position, OTHER_ALGORITHM, block.detail);
            }
        }
        hole.addAbsent(position, end, sequence, after);
        return new GenericArrayData(hole.pieces.stream().map(Piece::row).toArray());
    }

    /** Samples that no block in the lake has. A refused block is believed only if it fits between its neighbours. */
    private void addAbsent(long first, long end, long before, long after) {
        long position = first;
        long sequence = before;
        for (Known block : refused) {
            boolean fits =
                    block.first >= position && block.end <= end && block.sequence > sequence && block.sequence < after;
            if (fits) {
                addUnknown(position, block.first, sequence, block.sequence);
                add(block.first, block.end, REFUSED, block.detail);
                position = block.end;
                sequence = block.sequence;
            }
        }
        addUnknown(position, end, sequence, after);
    }

    private void addUnknown(long first, long end, long before, long after) {
        if (after - before > 1) {
            String blocks = after - before == 2 ? "block %d" : "blocks %d to %d";
            add(first, end, NOT_IN_LAKE, UTF8String.fromString(blocks.formatted(before + 1, after - 1)));
        } else {
            add(first, end, NEVER_IN_A_BLOCK, null);
        }
    }

    private void add(long first, long end, String reason, UTF8String detail) {
        if (first >= end) {
            return;
        }
        Piece piece = new Piece(first, end, reason, detail);
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last).goesOnWith(piece)) {
            pieces.set(last, new Piece(pieces.get(last).first, end, reason, detail));
        } else {
            pieces.add(piece);
        }
    }
}
