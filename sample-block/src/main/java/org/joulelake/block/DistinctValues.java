package org.joulelake.block;

import java.util.Arrays;

/** Numbers distinct values from 0 on, in the order in which they come. Most blocks have few, so its hash table grows. */
final class DistinctValues {

    private static final int FIRST_SLOTS = 64;
    private static final int SLOTS_PER_VALUE = 4;
    private static final int GROWTH = 8;
    private static final int HASH_MULTIPLIER = 0x9E3779B9;

    private int[] values = new int[FIRST_SLOTS / SLOTS_PER_VALUE];
    private int size;

    /** For each slot the value in it and its number plus one; 0 where there is none. */
    private int[] slotValue = new int[FIRST_SLOTS];

    private int[] slotNumber = new int[FIRST_SLOTS];

    private final int most;

    /** For so many values at most. */
    DistinctValues(int most) {
        this.most = most;
    }

    /** The number of a value, which is the next one if it was not there before; the most there may be if that is none. */
    int indexOf(int value) {
        int slot = slotOf(value);
        if (slotNumber[slot] != 0 || size == most) {
            return slotNumber[slot] != 0 ? slotNumber[slot] - 1 : most;
        }
        if (size == values.length) {
            grow();
            slot = slotOf(value);
        }
        values[size] = value;
        put(slot, value, size);
        return size++;
    }

    /** All values, each at its number. */
    int[] values() {
        return Arrays.copyOf(values, size);
    }

    /** Where the value is, or where it belongs. */
    private int slotOf(int value) {
        int slot = value * HASH_MULTIPLIER >>> Integer.numberOfLeadingZeros(slotValue.length - 1);
        while (slotNumber[slot] != 0 && slotValue[slot] != value) {
            slot = slot + 1 & slotValue.length - 1;
        }
        return slot;
    }

    private void put(int slot, int value, int number) {
        slotValue[slot] = value;
        slotNumber[slot] = number + 1;
    }

    private void grow() {
        values = Arrays.copyOf(values, GROWTH * values.length);
        slotValue = new int[SLOTS_PER_VALUE * values.length];
        slotNumber = new int[slotValue.length];
        for (int number = 0; number < size; number++) {
            put(slotOf(values[number]), values[number], number);
        }
    }
}
