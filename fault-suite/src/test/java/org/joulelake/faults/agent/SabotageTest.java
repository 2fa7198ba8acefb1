package org.joulelake.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.reflect.Method;
import java.util.Arrays;

/** An agent says nothing of a method that is not there: a renamed one would be broken no longer. */
class SabotageTest {

    @ParameterizedTest
    @EnumSource
    void whatItBreaksIsThere(Sabotage sabotage) throws ClassNotFoundException {
        assertThat(sabotage.cuts().size() + sabotage.environment().size()).isPositive();
        for (Sabotage.Cut cut : sabotage.cuts()) {
            Class<?> type = Class.forName(cut.type(), false, getClass().getClassLoader());
            assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
                    .contains(cut.method());
        }
    }
}
