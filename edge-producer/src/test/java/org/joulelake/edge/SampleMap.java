package org.joulelake.edge;

import java.util.Map;
import java.util.TreeMap;

import org.joulelake.block.Product;

/** The samples of a signal by their index, in the pieces in which they came. */
final class SampleMap {

    private final TreeMap<Long, float[]> pieces = new TreeMap<>();

    void put(long firstSample, float[] samples) {
        pieces.put(firstSample, samples);
    }

    /** The products of two signals, wherever both have a sample; computed one by one. */
    static SampleMap products(SampleMap current, SampleMap voltage) {
        SampleMap products = new SampleMap();
        current.pieces.forEach((first, samples) -> {
            int at = 0;
            while (at < samples.length) {
                int length = voltage.present(first + at, samples.length - at);
                if (length > 0) {
                    products.put(first + at, products(samples, at, voltage.samples(first + at, length)));
                }
                at += Math.max(1, length);
            }
        });
        return products;
    }

    private static float[] products(float[] left, int from, float[] right) {
        float[] products = new float[right.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = Product.of(left[from + i], right[i]);
        }
        return products;
    }

    /** How many samples from this one on there are in a row, at most so many. */
    private int present(long first, int most) {
        int present = 0;
        Map.Entry<Long, float[]> piece = pieces.floorEntry(first);
        while (present < most && piece != null && piece.getKey() + piece.getValue().length > first + present) {
            present = (int) Math.min(most, piece.getKey() + piece.getValue().length - first);
            piece = pieces.floorEntry(first + present);
        }
        return present;
    }

    /** These samples, of which none is missing. */
    float[] samples(long first, int length) {
        float[] samples = new float[length];
        int at = 0;
        while (at < length) {
            Map.Entry<Long, float[]> piece = pieces.floorEntry(first + at);
            int offset = (int) (first + at - piece.getKey());
            int part = Math.min(length - at, piece.getValue().length - offset);
            if (part <= 0) {
                throw new AssertionError("there is no sample " + (first + at));
            }
            System.arraycopy(piece.getValue(), offset, samples, at, part);
            at += part;
        }
        return samples;
    }

    /** Their number and a checksum of indices and bits, however they are cut. */
    String bits() {
        SignalBits bits = new SignalBits();
        pieces.forEach(bits::add);
        return bits.toString();
    }
}
