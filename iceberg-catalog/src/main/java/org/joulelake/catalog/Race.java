package org.joulelake.catalog;

import java.util.function.BooleanSupplier;

/** Makes what another process may be making at the same moment; catalogs differ in how they tell the slower one. */
final class Race {

    private Race() {}

    /**
     * Whether this process has made it: false if the attempt failed because, as it turns out, it is there.
     *
     * @throws RuntimeException of the attempt, if it is not there even so
     */
    static boolean won(Runnable attempt, BooleanSupplier isThere) {
        try {
            attempt.run();
            return true;
        } catch (RuntimeException e) {
            if (isThere.getAsBoolean()) {
                return false;
            }
            throw e;
        }
    }
}
