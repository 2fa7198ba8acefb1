package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import org.joulelake.cli.Commands;

class WholeLakeCommandTest {

    @Test
    void aTimeOrRateThatMakesNoSenseIsRefusedBeforeAnythingStarts() {
        assertThat(run("--minutes", "0")).isEqualTo(1);
        assertThat(run("--rate", "0")).isEqualTo(1);
    }

    @Test
    void anUnknownOptionIsAWrongCommandLine() {
        assertThat(run("--hours", "1")).isEqualTo(2);
    }

    private static int run(String... args) {
        return Commands.run(new WholeLakeCommand(), args);
    }
}
