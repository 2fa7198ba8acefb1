package org.joulelake.faults.live;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.joulelake.cli.Commands;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.faults.RunFolder;
import org.joulelake.faults.RunLog;

/** Lets an edge read instruments of the driver's stub and tells what that costs. */
@Command(
        name = "live.sh",
        mixinStandardHelpOptions = true,
        description = "Read instruments that a stub of the driver plays in real time, in an edge process, into"
                + " three brokers; on demand, take all brokers away or make the disk slow in the middle. Tells CPU, heap and"
                + " bytes a sample. Exits with 0 only if each sample arrived as it was and nothing was dropped.")
public final class LiveCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Option(names = "--stub", required = true, hidden = true, description = "The stub, built by live.sh.")
    private Path stub;

    @Option(
            names = "--devices",
            split = ",",
            defaultValue = "js110/000001",
            description = "MODEL/SERIAL of each instrument: js110, js220, js320 (default: ${DEFAULT-VALUE}).")
    private List<String> devices;

    @Option(
            names = "--signals",
            defaultValue = "current,voltage,power,current_range,gpi",
            description = "As for 'edge run' (default: ${DEFAULT-VALUE}).")
    private String signals;

    @Option(
            names = "--length",
            defaultValue = "PT10M",
            description = "How long they are read, ISO 8601 (default: ${DEFAULT-VALUE}).")
    private Duration length;

    @Option(
            names = "--brokers-away",
            defaultValue = "PT0S",
            description = "How long of it no broker is there (default: ${DEFAULT-VALUE}).")
    private Duration brokersAway;

    @Option(
            names = "--disk-slow",
            defaultValue = "PT0S",
            description = "How long of it each force to the spool's disk takes a second (default: ${DEFAULT-VALUE}).")
    private Duration diskSlow;

    @Option(
            names = "--heap-megabytes",
            defaultValue = "256",
            description = "Heap of the edge (default: ${DEFAULT-VALUE}).")
    private int heapMegabytes;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "For logs, records and spool; must not be there (default: one in .joulelake/faults).")
    private Path folder;

    /** Runs the command. */
    public static void main(String... args) {
        System.exit(Commands.run(new LiveCommand(), args));
    }

    @Override
    public Integer call() throws Exception {
        LivePlan plan = new LivePlan(stub, devices, signals, length, brokersAway, diskSlow, heapMegabytes);
        Path run = RunFolder.make(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("logs in " + run.resolve("logs"));
        RunLog log = new RunLog(out);
        LiveReport report = new Live(plan, run, log::say).run();
        report.print(out);
        RunFolder.delete(run.resolve("brokers"));
        return report.passed() ? 0 : 1;
    }
}
