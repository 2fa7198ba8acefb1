package org.joulelake.block;

import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct values of a block and where each sample stands among them.
 *
 * @param table the distinct values as bits, in ascending order of {@link SampleBits#ordered}
 * @param ranks for each sample its index in the table
 */
record Lattice(int[] table, short[] ranks) {

    /** With more distinct values than this the table costs more than it saves. */
    static final int MAX_TABLE_SIZE = 8_192;

    /** The lattice of these samples, or empty if they have more than {@link #MAX_TABLE_SIZE} distinct values. */
    static Optional<Lattice> of(float[] samples) {
        short[] indices = new short[samples.length];
        DistinctValues distinct = new DistinctValues(MAX_TABLE_SIZE);
        int last = 0;
        int index = -1;
        for (int i = 0; i < samples.length; i++) {
            int bits = Float.floatToRawIntBits(samples[i]);
            if (bits != last || index < 0) {
                last = bits;
                index = distinct.indexOf(SampleBits.ordered(bits));
                if (index == MAX_TABLE_SIZE) {
                    return Optional.empty();
                }
            }
            indices[i] = (short) index;
        }
        return Optional.of(sorted(distinct.values(), indices));
    }

    /** Sorts the table and turns indices in order of appearance into ranks. */
    private static Lattice sorted(int[] distinct, short[] indices) {
        long[] valueAndIndex = new long[distinct.length];
        for (int i = 0; i < distinct.length; i++) {
            valueAndIndex[i] = (long) distinct[i] << Integer.SIZE | i;
        }
        Arrays.sort(valueAndIndex);
        int[] table = new int[distinct.length];
        short[] rankOfIndex = new short[distinct.length];
        for (int rank = 0; rank < table.length; rank++) {
            table[rank] = SampleBits.ordered((int) (valueAndIndex[rank] >> Integer.SIZE));
            rankOfIndex[(int) valueAndIndex[rank]] = (short) rank;
        }
        if (!isSorted(rankOfIndex)) {
            for (int i = 0; i < indices.length; i++) {
                indices[i] = rankOfIndex[indices[i]];
            }
        }
        return new Lattice(table, indices);
    }

    private static boolean isSorted(short... ranks) {
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] != i) {
                return false;
            }
        }
        return true;
    }
}
