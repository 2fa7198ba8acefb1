package org.joulelake.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.joulelake.block.Block;
import org.joulelake.block.BlockWriter;

class WarmUpTest {

    private static final int CODEC_OFFSET = 5;

    @Test
    void eachWayThatSamplesOfInstrumentsTakeIsTaken() throws Exception {
        List<Block> blocks = new ArrayList<>();
        WarmUp.round(blocks::add);
        Map<String, Long> samples = blocks.stream()
                .collect(Collectors.groupingBy(
                        block -> block.header().stream().signal(),
                        Collectors.summingLong(block -> block.header().sampleCount())));
        assertThat(samples.keySet())
                .containsExactlyInAnyOrder("current", "voltage", "power", "current_range", "gpi[0]");
        assertThat(samples.values()).containsOnly(1_000_000L);
        Map<String, List<Byte>> codecs = blocks.stream()
                .filter(block -> block.header().sampleCount() == 65_536)
                .collect(Collectors.groupingBy(
                        block -> block.header().stream().signal(), Collectors.mapping(codec(), Collectors.toList())));
        assertThat(codecs.get("current")).as("lattice").containsOnly((byte) 2);
        assertThat(codecs.get("voltage")).as("shuffled").containsOnly((byte) 1);
        assertThat(codecs.get("power")).as("derived").containsOnly((byte) 3);
        assertThat(codecs.get("current_range")).as("lattice").containsOnly((byte) 2);
        assertThat(codecs.get("gpi[0]")).as("lattice").containsOnly((byte) 2);
    }

    private static Function<Block, Byte> codec() {
        return block -> BlockWriter.write(block)[CODEC_OFFSET];
    }
}
