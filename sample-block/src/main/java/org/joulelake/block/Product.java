package org.joulelake.block;

/** What a sample of derived power is: the product of current and voltage, rounded to float32. */
public final class Product {

    private Product() {}

    /**
     * The product as IEEE 754 rounds it, to the nearest and ties to even. Where it is NaN, as where a factor is missing,
     * it is {@link Float#NaN} (7fc00000): which bits a processor would choose differs from one to the next.
     */
    public static float of(float current, float voltage) {
        float product = current * voltage;
        return Float.isNaN(product) ? Float.NaN : product;
    }
}
