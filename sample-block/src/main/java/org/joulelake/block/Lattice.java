package org.joulelake.block;

import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct values of a block and where each sample stands among them.
 *
 * @param table the distinct values as bits, in ascending order of {@link SampleBits#ordered}
 * @param ranks for each sample its index in the table
 */
record Lattice(int[] table, int[] ranks) {

    /** With more distinct values than this the table costs more than it saves. */
    static final int MAX_TABLE_SIZE = 8_192;

    private static final int SLOTS = 4 * MAX_TABLE_SIZE;
    private static final int HASH_MULTIPLIER = 0x9E3779B9;
    private static final int HASH_SHIFT = Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS);

    /** The lattice of these samples, or empty if they have more than {@link #MAX_TABLE_SIZE} distinct values. */
    static Optional<Lattice> of(float[] samples) {
        int[] slotValue = new int[SLOTS];
        int[] slotIndex = new int[SLOTS];
        int[] distinct = new int[MAX_TABLE_SIZE];
        int[] indices = new int[samples.length];
        int size = 0;
        for (int i = 0; i < samples.length; i++) {
            int value = SampleBits.ordered(Float.floatToRawIntBits(samples[i]));
            int slot = value * HASH_MULTIPLIER >>> HASH_SHIFT;
            while (slotIndex[slot] != 0 && slotValue[slot] != value) {
                slot = slot + 1 & SLOTS - 1;
            }
            if (slotIndex[slot] == 0) {
                if (size == MAX_TABLE_SIZE) {
                    return Optional.empty();
                }
                slotValue[slot] = value;
                distinct[size] = value;
                slotIndex[slot] = ++size;
            }
            indices[i] = slotIndex[slot] - 1;
        }
        return Optional.of(sorted(Arrays.copyOf(distinct, size), indices));
    }

    /** Sorts the table and turns indices in order of appearance into ranks. */
    private static Lattice sorted(int[] distinct, int[] indices) {
        long[] valueAndIndex = new long[distinct.length];
        for (int i = 0; i < distinct.length; i++) {
            valueAndIndex[i] = (long) distinct[i] << Integer.SIZE | i;
        }
        Arrays.sort(valueAndIndex);
        int[] table = new int[distinct.length];
        int[] rankOfIndex = new int[distinct.length];
        for (int rank = 0; rank < table.length; rank++) {
            table[rank] = SampleBits.ordered((int) (valueAndIndex[rank] >> Integer.SIZE));
            rankOfIndex[(int) valueAndIndex[rank]] = rank;
        }
        for (int i = 0; i < indices.length; i++) {
            indices[i] = rankOfIndex[indices[i]];
        }
        return new Lattice(table, indices);
    }
}
