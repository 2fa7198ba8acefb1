package org.joulelake.edge;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.joulelake.block.Assignment;
import org.joulelake.block.AssignmentKey;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.edge.send.AssignmentSender;

/** {@code joulelake edge label}: says which algorithm a device runs, or takes that back. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description =
                "Say which algorithm a device runs from some time on; it counts for blocks that name none, also for those"
                        + " that are in the lake already. What was said for the same device and time is replaced.")
final class EdgeLabelCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOptions brokers;

    @Option(names = "--device", required = true, paramLabel = "NAME", description = "The device, as in its blocks.")
    private String device;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "The algorithm that it runs; 'unassigned' if that is not known from then on.")
    private Optional<String> algorithm = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = LabelTime.NOW,
            description = "From when on, ISO 8601 to the nanosecond, such as 2026-01-02T03:04:05.000000500Z"
                    + " (default: ${DEFAULT-VALUE}).")
    private String from;

    @Option(names = "--remove", description = "Take back what was said for this device and exactly this time.")
    private boolean remove;

    @Option(
            names = "--assignments-topic",
            descriptionKey = "topic.assignments",
            defaultValue = Assignment.DEFAULT_TOPIC,
            description = "Topic of the assignments; made if it is missing (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Override
    public Integer call() throws InterruptedException {
        Duration timeout = brokers.connectTimeout();
        if (timeout.isNegative() || timeout.isZero()) {
            throw new CommandException("connect timeout is " + timeout + "; give a positive time, such as PT10S");
        }
        AssignmentSender sender = new AssignmentSender(brokers.kafka(global.settings()), topic, timeout);
        if (remove) {
            takeBack(sender);
        } else {
            assign(sender);
        }
        return 0;
    }

    private void assign(AssignmentSender sender) throws InterruptedException {
        String name = algorithm.orElseThrow(() -> usage("Missing required option: '--algorithm=NAME'"));
        try {
            Assignment assignment = new Assignment(device, name, LabelTime.nanos(from));
            sender.send(assignment.key(), Optional.of(assignment.value()));
            tell("%s runs %s from %s on", device, name, LabelTime.text(assignment.validFromNanos()));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private void takeBack(AssignmentSender sender) throws InterruptedException {
        if (from.equals(LabelTime.NOW)) {
            throw usage("--remove needs --from=TIME: the time of what is to be taken back");
        }
        try {
            AssignmentKey key = new AssignmentKey(device, LabelTime.nanos(from));
            sender.send(key, Optional.empty());
            tell("took back what %s runs from %s on", device, LabelTime.text(key.validFromNanos()));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private void tell(String format, Object... args) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(format + "%n", args);
        out.flush();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
