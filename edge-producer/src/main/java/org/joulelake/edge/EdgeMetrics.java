package org.joulelake.edge;

import java.util.Map;

import org.joulelake.edge.send.SenderCounts;
import org.joulelake.edge.source.joulescope.Cause;
import org.joulelake.edge.source.joulescope.Tally;
import org.joulelake.edge.spool.SpoolCounts;

/** The counters of a run in Prometheus' text format 0.0.4. */
final class EdgeMetrics {

    private static final String PREFIX = "joulelake_edge_";

    private final StringBuilder text = new StringBuilder();

    private EdgeMetrics() {}

    /** The counters as they are now. */
    static String text(EdgeRun run) {
        EdgeMetrics metrics = new EdgeMetrics();
        EdgeProgress progress = run.progress();
        SpoolCounts spool = run.spoolCounts();
        SenderCounts sender = run.senderCounts();
        metrics.counter("samples_total", "Samples that the spool accepted.", progress.samples());
        metrics.counter("blocks_total", "Blocks that the spool accepted.", progress.blocks());
        metrics.counter("message_bytes_total", "Bytes of the messages of these blocks.", progress.messageBytes());
        metrics.gauge("spool_messages", "Messages that Kafka has not acknowledged.", progress.backlog());
        metrics.counter("spool_lost_total", "Messages that the spool has lost.", spool.lostMessages());
        metrics.counter("spool_failed_writes_total", "Tries that the disk refused.", spool.failedWrites());
        metrics.counter("aside_messages_total", "Messages that the topic refuses.", sender.asideMessages());
        metrics.counter("producer_restarts_total", "Producers begun anew.", sender.restarts());
        metrics.instruments(run.instrumentTallies());
        return metrics.text.toString();
    }

    private void counter(String name, String help, long value) {
        head(name, help, "counter");
        text.append("%s%s %d\n".formatted(PREFIX, name, value));
    }

    private void gauge(String name, String help, long value) {
        head(name, help, "gauge");
        text.append("%s%s %d\n".formatted(PREFIX, name, value));
    }

    private void instruments(Map<String, Tally> tallies) {
        String name = "instrument_total";
        head(name, "What went wrong between an instrument and the spool, by cause.", "counter");
        tallies.forEach((device, tally) -> {
            for (Cause cause : Cause.values()) {
                text.append("%s%s{device=\"%s\",cause=\"%s\"} %d\n"
                        .formatted(PREFIX, name, escaped(device), cause.label(), tally.of(cause)));
            }
        });
    }

    private void head(String name, String help, String type) {
        text.append("# HELP %s%s %s\n# TYPE %s%s %s\n".formatted(PREFIX, name, help, PREFIX, name, type));
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
