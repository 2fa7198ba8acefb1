package org.joulelake.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.joulelake.edge.send.SenderCounts;
import org.joulelake.edge.source.joulescope.Cause;
import org.joulelake.edge.source.joulescope.Tally;
import org.joulelake.edge.spool.SpoolCounts;

/** Tells how far a run is: on a terminal one line that is written anew each second, else a log line now and then. */
final class ProgressPrinter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressPrinter.class);

    private static final long TERMINAL_SECONDS = 1;
    private static final long LOG_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final EdgeRun run;
    private final PrintWriter terminal;
    private final boolean onTerminal = System.console() != null;
    private final long startNanoTime = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "edge-progress");
        thread.setDaemon(true);
        return thread;
    });

    private ProgressPrinter(EdgeRun run, PrintWriter terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    static ProgressPrinter start(EdgeRun run, PrintWriter terminal) {
        ProgressPrinter printer = new ProgressPrinter(run, terminal);
        long seconds = printer.onTerminal ? TERMINAL_SECONDS : LOG_SECONDS;
        printer.timer.scheduleAtFixedRate(printer::print, seconds, seconds, TimeUnit.SECONDS);
        return printer;
    }

    private void print() {
        String line = line(run.progress())
                + troubles(run.spoolCounts(), run.senderCounts())
                + instrumentTroubles(run.instrumentTallies().values());
        if (onTerminal) {
            terminal.print("\r" + line + "\u001b[K");
            terminal.flush();
        } else {
            LOG.info(line);
        }
    }

    private String line(EdgeProgress progress) {
        double seconds = (System.nanoTime() - startNanoTime) / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%,d samples, %.2f M/s, %,d blocks, ratio %.3f, %,d in the spool",
                progress.samples(),
                progress.samples() / seconds / 1e6,
                progress.blocks(),
                progress.ratio(),
                progress.backlog());
    }

    /** Counters that are 0 as long as all is well. */
    static String troubles(SpoolCounts spool, SenderCounts sender) {
        return trouble(spool.lostMessages(), "messages lost")
                + trouble(spool.failedWrites(), "failed writes")
                + trouble(sender.asideMessages(), "set aside")
                + trouble(sender.restarts(), "producers begun anew");
    }

    private static String instrumentTroubles(Collection<Tally> tallies) {
        return trouble(sum(tallies, Cause.QUEUE_FULL), "samples dropped")
                + trouble(sum(tallies, Cause.SKIPPED) + sum(tallies, Cause.SILENT_LOSS), "samples skipped")
                + trouble(sum(tallies, Cause.NOT_A_NUMBER), "samples NaN")
                + trouble(sum(tallies, Cause.BREAK), "breaks");
    }

    private static long sum(Collection<Tally> tallies, Cause cause) {
        return tallies.stream().mapToLong(tally -> tally.of(cause)).sum();
    }

    private static String trouble(long count, String what) {
        return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
    }

    /** Ends the telling; the line on the terminal makes room. May be called twice. */
    @Override
    public void close() {
        timer.shutdownNow();
        if (onTerminal) {
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }
}
