package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class SourceOptionsTest {

    @Test
    void eachSourceHasItsOwnOptions() {
        assertThat(requests(
                        "--source a --algorithm x --signals current,voltage",
                        "--source b --device d --algorithm y --signals power"))
                .containsExactly(
                        request("a", null, "x", "current", "voltage"), //
                        request("b", "d", "y", "power"));
    }

    @Test
    void anOptionBelongsToTheSourceBeforeIt() {
        assertThat(requests("--source a", "--source b --algorithm y", "--source c"))
                .containsExactly(request("a", null, null), request("b", null, "y"), request("c", null, null));
    }

    @Test
    void optionsOfTheRunMayStandBetween() {
        assertThat(requests("--source a --topic t --algorithm x --pace real --source b"))
                .containsExactly(request("a", null, "x"), request("b", null, null));
    }

    @Test
    void signalsMayBeNamedOneByOne() {
        assertThat(requests("--source a --signals current --signals voltage --source b --signals power"))
                .containsExactly(request("a", null, null, "current", "voltage"), request("b", null, null, "power"));
    }

    private static List<SourceRequest> requests(String... groups) {
        EdgeRunCommand command = new EdgeRunCommand();
        new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(Arrays.stream(groups)
                        .flatMap(group -> Arrays.stream(group.split(" ")))
                        .toArray(String[]::new));
        return command.settings().sources();
    }

    private static SourceRequest request(String spec, String device, String algorithm, String... signals) {
        Set<String> wanted = new LinkedHashSet<>(List.of(signals));
        return new SourceRequest(spec, Optional.ofNullable(device), Optional.ofNullable(algorithm), wanted);
    }
}
