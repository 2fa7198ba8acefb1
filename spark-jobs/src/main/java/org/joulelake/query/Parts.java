package org.joulelake.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.joulelake.catalog.BlocksTable;

/**
 * Blocks of one signal that a question touches, as SQL; each once for each span that it touches. Columns beside the
 * block's own: {@code end_ns}, time of the sample after its last; {@code from_ns} and {@code until_ns} of the span; and
 * {@code whole}, whether all of the block is in it.
 */
final class Parts {

    /** With more edges of spans than these, blocks are not sought for each of them. */
    private static final int MOST_EDGES = 32;

    private static final String BLOCKS =
            """
            SELECT %s, start_ns + floor(sample_count * 1e9D / sample_rate_hz + 0.5D) AS end_ns
            FROM %s
            WHERE device = %s AND signal = %s%s AND start_time <= %s AND end_time > %s AND (%s)""";

    private static final String WITH_DERIVED_SAMPLES =
            """
            * EXCEPT (`values`),
            IF(derived, joulelake_derived('%s', session, first_sample, sample_count, start_ns,
                          start_ns + floor(sample_count * 1e9D / sample_rate_hz + 0.5D), samples_crc32c),
               `values`) AS `values`""";

    private static final String PARTS =
            """
            SELECT block.*, span.from_ns, span.until_ns,
                   span.from_ns <= start_ns AND span.until_ns >= end_ns AS whole
            FROM (%s) AS block
            LATERAL VIEW explode(filter(array(%s), one ->
              one.algorithm = block.algorithm AND one.from_ns < end_ns AND one.until_ns > start_ns)) AS span""";

    private static final String SAMPLES =
            """
            SELECT session, from_ns, unit, sample_rate_hz, start_ns, first_sample, skipped, until,
                   slice(`values`, skipped + 1, until - skipped) AS `values`
            FROM (SELECT *, joulelake_position(start_ns, sample_rate_hz, sample_count, from_ns) AS skipped,
                         joulelake_position(start_ns, sample_rate_hz, sample_count, until_ns) AS until FROM (%s))""";

    private final Question question;
    private final List<Span> spans;
    private final BlockIndex index = BlockIndex.now();
    private final Map<String, Optional<List<BlockFigures>>> figures = new HashMap<>();

    Parts(Question question) {
        this.question = question;
        spans = Span.of(question);
    }

    /** The spans of the question. */
    List<Span> spanList() {
        return spans;
    }

    /** The blocks of a signal that touch the question, by time; empty if they are too many for memory. */
    Optional<List<BlockFigures>> figures(String signal) {
        return figures.computeIfAbsent(signal, name -> index.find(question, algorithms(), name));
    }

    /** Makes pieces of figures in this process. */
    PieceReader reader(Windows windows) {
        index.derived(question, algorithms());
        return new PieceReader(index, spans, windows);
    }

    /**
     * Returns if there is a block of one of these signals, or if there could be.
     *
     * @throws QueryException which names what there is, the nearest first
     */
    void require(List<String> signals) {
        if (signals.stream()
                .map(this::figures)
                .allMatch(found -> found.isEmpty() || found.get().isEmpty())) {
            KnownNames.requireAny(question, signals);
        }
    }

    /** All blocks. */
    String all(String signal) {
        return parts(signal, "true");
    }

    /** Blocks that are not whole in their span. The predicate lets storage skip all others: only these need samples. */
    String cut(String signal) {
        return cutOr(signal, "false");
    }

    /** Blocks that are not whole in their span, and those of a predicate on stored figures. */
    String cutOr(String signal, String predicate) {
        TreeSet<Long> edges = new TreeSet<>();
        spans.forEach(span -> edges.addAll(List.of(span.fromNanos(), span.untilNanos())));
        String nearEdges = edges.stream()
                .map(Sql::timestamp)
                .map(edge -> "start_time <= %s AND end_time > %s OR ".formatted(edge, edge))
                .collect(Collectors.joining());
        return "SELECT * FROM (%s) WHERE NOT whole OR %s"
                .formatted(parts(signal, edges.size() > MOST_EDGES ? "true" : nearEdges + predicate), predicate);
    }

    /**
     * The samples of parts that are in their span. Columns {@code session, from_ns, unit, sample_rate_hz}, {@code start_ns,
     * first_sample} of the block, {@code skipped}, how many of its samples are before the first value, {@code until}, how many
     * are before the end of the values, and {@code values}.
     */
    static String samples(String parts) {
        return SAMPLES.formatted(parts);
    }

    /** Blocks that touch the time of the question, whatever their algorithm, with {@code end_ns} but without spans. */
    String ofAnyAlgorithm(String signal) {
        return blocks(signal, "true");
    }

    private String parts(String signal, String predicate) {
        return PARTS.formatted(
                blocks(signal, "algorithm IN (%s) AND (%s)".formatted(Sql.texts(algorithms()), predicate)), spans());
    }

    private String blocks(String signal, String predicate) {
        return BLOCKS.formatted(
                signal.equals(Power.SIGNAL) && index.knowsDerived() ? withDerivedSamples() : "*",
                index.sql(),
                Sql.text(question.device()),
                Sql.text(signal),
                question.session()
                        .map(session -> " AND session = " + Sql.text(session))
                        .orElse(""),
                Sql.timestamp(question.toNanos()),
                Sql.timestamp(question.fromNanos()),
                predicate);
    }

    /** Derived blocks have samples as if they had been sent; they are computed only where a statement needs them. */
    private String withDerivedSamples() {
        return WITH_DERIVED_SAMPLES.formatted(Handover.name(index.derived(question, algorithms())));
    }

    /** Of blocks that may be meant. */
    private List<String> algorithms() {
        return List.of(question.algorithm(), BlocksTable.UNASSIGNED);
    }

    /** The device that is asked for. */
    String device() {
        return question.device();
    }

    /** Elements {@code algorithm, from_ns, until_ns} of an array: the spans, or one that no block touches. */
    String spans() {
        if (spans.isEmpty()) {
            return "struct('' AS algorithm, 0L AS from_ns, 0L AS until_ns)";
        }
        return spans.stream()
                .map(span -> "struct(%s AS algorithm, %s AS from_ns, %s AS until_ns)"
                        .formatted(
                                Sql.text(span.algorithm()),
                                Sql.number(span.fromNanos()),
                                Sql.number(span.untilNanos())))
                .collect(Collectors.joining(", "));
    }
}
