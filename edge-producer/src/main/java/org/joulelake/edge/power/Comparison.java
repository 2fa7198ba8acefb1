package org.joulelake.edge.power;

import org.joulelake.edge.source.SampleRun;

/** Tells of which samples of power that a source has published are the products of current and voltage, bit for bit. */
final class Comparison {

    private final HeldRuns published = new HeldRuns();
    private final HeldRuns products = new HeldRuns();
    private long compared;
    private long differsUpTo;

    void addPublished(SampleRun run) {
        published.add(run);
    }

    void addProduct(SampleRun run) {
        products.add(run);
        products.shortenTo(Factors.MOST_HELD_SAMPLES);
    }

    /**
     * Compares all that can be.
     *
     * @param settled index up to which no product is still to come: a sample before it that has none is no product
     */
    void proceed(long settled) {
        while (!published.isEmpty()) {
            long first = published.first();
            products.skipTo(first);
            if (!products.isEmpty() && products.first() == first) {
                compare(first);
            } else if (!differ(products.isEmpty() ? settled : products.first())) {
                return;
            }
        }
    }

    private void compare(long first) {
        int length = Math.min(published.length(), products.length());
        for (int i = 0; i < length; i++) {
            if (Float.floatToRawIntBits(published.sample(i)) != Float.floatToRawIntBits(products.sample(i))) {
                differsUpTo = first + i + 1;
            }
        }
        published.take(length);
        products.take(length);
        compared = first + length;
    }

    /** Takes samples without a product for different, up to this one or to a limit of what is held; false if none is. */
    private boolean differ(long end) {
        long first = published.first();
        long tooMany = published.held() - Factors.MOST_HELD_SAMPLES;
        int length = (int) Math.min(published.length(), Math.max(end - first, tooMany));
        if (length <= 0) {
            return false;
        }
        published.take(length);
        compared = first + length;
        differsUpTo = compared;
        return true;
    }

    /** Index up to which the samples were compared. */
    long compared() {
        return compared;
    }

    /** Whether all these samples are products. Of samples before a difference that is known it is denied as well. */
    boolean areProducts(long firstSample, long endSample) {
        return firstSample >= differsUpTo && endSample <= compared;
    }
}
