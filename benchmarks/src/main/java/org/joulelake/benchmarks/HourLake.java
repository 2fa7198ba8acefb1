package org.joulelake.benchmarks;

import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.joulelake.block.Block;
import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockReader;
import org.joulelake.block.BlockWriter;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.LakeTables;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.edge.assemble.BlockAssembler;
import org.joulelake.edge.power.DerivedPower;
import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.source.SampleRun;
import org.joulelake.edge.source.Source;
import org.joulelake.edge.source.sim.SimulatedSource;
import org.joulelake.edge.source.sim.SimulationSpec;
import org.joulelake.ingest.block.BlockFiles;
import org.joulelake.ingest.block.BlockRow;
import org.joulelake.ingest.block.KafkaOrigin;
import org.joulelake.local.stack.LakeDirectory;
import org.joulelake.local.stack.LocalLake;
import org.joulelake.local.stack.Ports;

/**
 * Builds a lake to ask questions of: two simulated devices with current and voltage at 1 MSPS and derived power, {@value #FIRST} with one
 * algorithm all the time, {@value #SECOND} with one algorithm in the first half and another in the second. It has the files
 * and commits of an ingest that keeps up: one file for each device and ten seconds, as the ingest's tasks write them; only
 * the way through Kafka is left out.
 */
public final class HourLake {

    /** A device that runs {@link #ALGORITHM}. */
    static final String FIRST = "SIM-0001";

    /** A device that runs {@link #ALGORITHM}, then {@link #OTHER}. */
    static final String SECOND = "SIM-0002";

    static final String ALGORITHM = "baseline";
    static final String OTHER = "dvfs-sleep";

    /** Time of the first sample of both. */
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    static final int RATE_HZ = 1_000_000;

    private static final Duration COMMIT = Duration.ofSeconds(10);

    private final Table table;
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private HourLake(Table table) {
        this.table = table;
    }

    /** Builds a lake in the folder of the first argument, of as many seconds as the second one says; 3600 without. */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 3_600;
        long begin = System.nanoTime();
        try (LakeDirectory directory = LakeDirectory.openOrCreate(Path.of(args[0]));
                LocalLake lake = LocalLake.start(directory, Ports.FREE)) {
            LakeTables.init(lake.catalogSettings());
            try (OpenCatalog catalog = OpenCatalog.open(lake.catalogSettings())) {
                HourLake hour = new HourLake(catalog.catalog().loadTable(BlocksTable.ID));
                hour.build(seconds);
                System.out.printf(
                        "%,d samples, %,d bytes of data files, %.0f s%n",
                        hour.samples.get(), hour.bytes.get(), (System.nanoTime() - begin) / 1e9);
            }
        }
        System.exit(0);
    }

    private void build(int seconds) throws InterruptedException, ExecutionException {
        ExecutorService devices = Executors.newFixedThreadPool(2);
        List<Future<?>> done = new ArrayList<>();
        done.add(devices.submit(() -> add(0, FIRST, ALGORITHM, START, seconds)));
        done.add(devices.submit(() -> {
            add(1, SECOND, ALGORITHM, START, seconds / 2);
            return add(1, SECOND, OTHER, START.plusSeconds(seconds / 2), seconds - seconds / 2);
        }));
        devices.shutdown();
        for (Future<?> device : done) {
            device.get();
        }
    }

    private Void add(int partition, String device, String algorithm, Instant start, int seconds) throws Exception {
        SimulationSpec spec = spec(device, algorithm, start, seconds);
        OpenSession session = new OpenSession(UUID.randomUUID(), device, algorithm, Optional.empty(), Map.of());
        List<BlockRow> rows = new ArrayList<>();
        try (Source source = DerivedPower.of(new SimulatedSource(spec, Set.of()))) {
            BlockAssembler assembler = new BlockAssembler(source, session, block -> rows.add(row(partition, block)));
            long commitNanos = source.nanosAt(source.signals().get(0), 0) + COMMIT.toNanos();
            for (Optional<SampleRun> run = source.next(); run.isPresent(); run = source.next()) {
                assembler.add(run.get());
                if (source.nanosAt(run.get().signal(), run.get().firstSample()) >= commitNanos) {
                    commit(partition, rows);
                    commitNanos += COMMIT.toNanos();
                }
            }
            assembler.flush();
            commit(partition, rows);
        }
        return null;
    }

    /** What a device is told to do. */
    static SimulationSpec spec(String device, String algorithm, Instant start, int seconds) {
        return SimulationSpec.parse(
                "%s,algorithm=%s,rate=%d,seconds=%d,start=%s".formatted(device, algorithm, RATE_HZ, seconds, start));
    }

    private static BlockRow row(int partition, Block block) throws IOException {
        try {
            return new BlockRow(
                    block,
                    BlockReader.codec(BlockWriter.write(block)),
                    block.statistics(),
                    new KafkaOrigin("joulelake.blocks", partition, 0),
                    block.header().endNanos() / 1_000);
        } catch (BlockFormatException e) {
            throw new IOException(e);
        }
    }

    private void commit(int partition, List<BlockRow> rows) throws IOException {
        BlockFiles files = new BlockFiles(table, partition, System.nanoTime());
        try (files) {
            rows.forEach(files::write);
        }
        samples.addAndGet(rows.stream().mapToLong(row -> row.samples().length).sum());
        rows.clear();
        synchronized (table) {
            AppendFiles append = table.newAppend();
            files.dataFiles().forEach(file -> {
                append.appendFile(file);
                bytes.addAndGet(file.fileSizeInBytes());
            });
            append.commit();
        }
        System.err.printf("\r%,d M samples", samples.get() / 1_000_000);
    }
}
