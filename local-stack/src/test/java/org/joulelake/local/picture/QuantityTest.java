package org.joulelake.local.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0.0022654, W, 2.265 mW",
        "-3.9e-6, A, -3.900 µA",
        "1e-3, A, 1.000 mA",
        "1000, W, 1.000 kW",
        "0, W, 0.000 W",
        "NaN, W, -",
        "3.3, V, 3.300 V",
        "0.5, '', 0.5000",
        "0.001, %, 0.001000 %",
        "2e-17, C, 2.000e-05 pC",
        "Infinity, A, Infinity A"
    })
    void hasThePrefixThatReadsBest(double value, String unit, String text) {
        assertThat(Quantity.brief(value, unit)).isEqualTo(text);
    }
}
