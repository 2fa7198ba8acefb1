package org.joulelake.faults.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.joulelake.block.Block;
import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockWriter;
import org.joulelake.block.SampleBlock;
import org.joulelake.edge.assemble.BlockAssembler;
import org.joulelake.edge.power.DerivedPower;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.sim.SimulatedSource;
import org.joulelake.edge.source.sim.SimulationSpec;

/** The records of a simulated device as they should be on a topic, to be spoilt on purpose. */
final class Publication {

    static final SimulationSpec DEVICE =
            SimulationSpec.parse("SIM-0001,rate=1M,seconds=0.5,seed=3,start=2026-01-01T00:00:00Z");

    private Publication() {}

    /** All of them; a signal has 8 blocks, the last one shorter, and current, voltage and power take turns. */
    static List<TopicRecord> records() throws IOException, InterruptedException {
        return records(DEVICE);
    }

    static List<TopicRecord> records(SimulationSpec spec) throws IOException, InterruptedException {
        List<TopicRecord> records = new ArrayList<>();
        Source source = DerivedPower.of(new SimulatedSource(spec, Set.of()));
        BlockAssembler assembler = new BlockAssembler(
                source,
                new SessionLog().begin(spec.device(), spec.algorithm().name(), Optional.empty()),
                block -> records.add(record(block)));
        for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
            assembler.add(run.get());
        }
        assembler.flush();
        return records;
    }

    static TopicRecord record(Block block) {
        return new TopicRecord(0, 0, 0, block.header().stream().device(), BlockWriter.write(block));
    }

    /** The block of a record that is not derived. */
    static SampleBlock block(TopicRecord record) throws BlockFormatException {
        return (SampleBlock) BlockReader.read(record.value());
    }

    static CheckResult check(List<TopicRecord> records) {
        TopicCheck check = new TopicCheck(List.of(DEVICE));
        records.forEach(check::accept);
        return check.result();
    }
}
