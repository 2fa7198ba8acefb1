package org.joulelake.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.joulelake.block.DerivedBlock;

/** The power of a question: of each session as it is published, or, where it is not, current × voltage of the same sample. */
final class Power {

    static final String CURRENT = DerivedBlock.CURRENT;
    static final String VOLTAGE = DerivedBlock.VOLTAGE;
    static final String SIGNAL = DerivedBlock.SIGNAL;
    static final String UNIT = DerivedBlock.UNIT;

    /**
     * Blocks of both signals meet in tiles of samples, in which they may be cut at other samples: each sample is in one
     * tile. Blocks that are cut alike meet once. No sample is sent anywhere by itself.
     */
    private static final String PAIRED =
            """
            SELECT session, from_ns, 'W' AS unit, sample_rate_hz, start_ns, first_sample, low AS skipped, high AS until,
                   joulelake_product(slice(current, low + 1, greatest(high - low, 0)),
                                     slice(voltage, low + CAST(first_sample - voltage_first AS INT) + 1,
                                           greatest(high - low, 0)))
                     AS `values`
            FROM (
              SELECT *, greatest(joulelake_position(start_ns, sample_rate_hz, sample_count, from_ns),
                                 CAST(first - first_sample AS INT)) AS low,
                     least(joulelake_position(start_ns, sample_rate_hz, sample_count, until_ns),
                           CAST(end - first_sample AS INT)) AS high
              FROM (
                SELECT c.session, c.from_ns, c.until_ns, c.sample_rate_hz, c.start_ns, c.first_sample, c.sample_count,
                       v.first_sample AS voltage_first, c.`values` AS current, v.`values` AS voltage,
                       greatest(c.first_sample, v.first_sample, tile * 65536L) AS first,
                       least(c.first_sample + c.sample_count - 1L, v.first_sample + v.sample_count - 1L,
                             tile * 65536L + 65535L) + 1L AS end
                FROM (%s) AS c JOIN (%s) AS v USING (session, from_ns, tile)
                WHERE c.sample_rate_hz = v.sample_rate_hz
              )
              WHERE first < end
            )
            WHERE low < high""";

    private static final String TILES =
            """
            SELECT session, from_ns, tile, until_ns, sample_rate_hz, start_ns, first_sample, sample_count, `values`
            FROM (%s) AS part LATERAL VIEW explode(
              sequence(first_sample div 65536L, (first_sample + sample_count - 1L) div 65536L)) AS tile
            WHERE session IN (%s)""";

    private final Parts parts;
    private final List<Extent> published;
    private final List<Extent> currents;
    private final List<Extent> voltages;
    private final List<Extent> unpublished;

    /**
     * Power of a question.
     *
     * @throws QueryException which says what there is, if power cannot be had of any time
     */
    static Power of(Question question) {
        Parts parts = new Parts(question);
        parts.require(List.of(SIGNAL, CURRENT));
        return new Power(parts);
    }

    /** Asks the lake which sessions publish their power: samples of the others must be read, of these not. */
    Power(Parts parts) {
        this.parts = parts;
        published = Extent.of(parts, SIGNAL);
        Set<String> sessions = published.stream().map(Extent::session).collect(Collectors.toSet());
        voltages = without(sessions, Extent.of(parts, VOLTAGE));
        Set<String> measured = voltages.stream().map(Extent::session).collect(Collectors.toSet());
        currents = without(sessions, Extent.of(parts, CURRENT)).stream()
                .filter(extent -> measured.contains(extent.session()))
                .toList();
        unpublished = currents.stream().map(extent -> extent.in(UNIT)).toList();
    }

    private static List<Extent> without(Set<String> sessions, List<Extent> extents) {
        return extents.stream()
                .filter(extent -> !sessions.contains(extent.session()))
                .toList();
    }

    /** Blocks of the same question. */
    Parts parts() {
        return parts;
    }

    /** One for each session that has power, the first to begin first. */
    List<Extent> extents() {
        return Stream.of(published, unpublished)
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Extent::fromNanos))
                .toList();
    }

    /** All {@link Pieces}, by where they are from; without any power still one, of none. */
    Map<String, String> pieces(Windows windows) {
        Map<String, String> pieces = new LinkedHashMap<>();
        if (isInBlocks()) {
            pieces.put(SIGNAL, Pieces.of(parts, SIGNAL, windows));
        }
        if (!unpublished.isEmpty()) {
            pieces.put("current × voltage", productPieces(windows));
        }
        return pieces;
    }

    /** The same, made in this process; empty if they are of more blocks than its memory is for. */
    Optional<List<Piece>> made(Windows windows) {
        Optional<List<Piece>> ofBlocks = isInBlocks() ? Pieces.made(parts, SIGNAL, windows) : Optional.of(List.of());
        Optional<List<Piece>> ofProducts = unpublished.isEmpty() ? Optional.of(List.of()) : products(windows);
        return ofBlocks.flatMap(some -> ofProducts.map(
                others -> Stream.concat(some.stream(), others.stream()).toList()));
    }

    /** Whether some of it is in blocks of its own, or there is none at all. */
    boolean isInBlocks() {
        return !published.isEmpty() || unpublished.isEmpty();
    }

    /** A number near its samples, as {@link Pieces#base}. */
    String base() {
        return isInBlocks()
                ? Pieces.base(parts, SIGNAL)
                : Pieces.base(parts, CURRENT) + " * " + Pieces.base(parts, VOLTAGE);
    }

    /** Samples of current × voltage, as {@link Parts#samples} has them, if there are any. */
    Optional<String> products() {
        if (unpublished.isEmpty()) {
            return Optional.empty();
        }
        requireUnits();
        String sessions = Sql.texts(sessionsOfProducts());
        String current = TILES.formatted(parts.all(CURRENT), sessions);
        String voltage = TILES.formatted(parts.all(VOLTAGE), sessions);
        return Optional.of(PAIRED.formatted(current, voltage));
    }

    /** Sessions whose power is current × voltage. */
    List<String> sessionsOfProducts() {
        return unpublished.stream().map(Extent::session).toList();
    }

    private String productPieces(Windows windows) {
        return products(windows)
                .map(Pieces::of)
                .orElseGet(() -> Pieces.ofSamples(products().orElseThrow(), windows));
    }

    private Optional<List<Piece>> products(Windows windows) {
        requireUnits();
        return parts.figures(CURRENT).flatMap(current -> parts.figures(VOLTAGE)
                .map(voltage -> parts.reader(windows).pieces(stretches(sessionsOfProducts(), current, voltage))));
    }

    /** A × V is W, nothing else is. */
    private void requireUnits() {
        List<String> sessions = sessionsOfProducts();
        currents.forEach(extent -> extent.requireUnit(CURRENT, DerivedBlock.CURRENT_UNIT, "power in W"));
        voltages.stream()
                .filter(extent -> sessions.contains(extent.session()))
                .forEach(extent -> extent.requireUnit(VOLTAGE, DerivedBlock.VOLTAGE_UNIT, "power in W"));
    }

    private static List<Stretch> stretches(
            List<String> sessions, List<BlockFigures> current, List<BlockFigures> voltage) {
        Map<String, List<BlockFigures>> currents = bySession(current);
        Map<String, List<BlockFigures>> voltages = bySession(voltage);
        return sessions.stream()
                .flatMap(
                        session -> stretches(currents.get(session), voltages.getOrDefault(session, List.of())).stream())
                .toList();
    }

    private static Map<String, List<BlockFigures>> bySession(List<BlockFigures> blocks) {
        return blocks.stream()
                .sorted(Comparator.comparingLong(BlockFigures::firstSample))
                .collect(Collectors.groupingBy(BlockFigures::session));
    }

    /** Where the blocks of both, each in order, have the same samples. */
    private static List<Stretch> stretches(List<BlockFigures> current, List<BlockFigures> voltage) {
        List<Stretch> products = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < current.size() && j < voltage.size()) {
            BlockFigures c = current.get(i);
            BlockFigures v = voltage.get(j);
            Stretch product = Stretch.product(c, v, Long.MIN_VALUE, Long.MAX_VALUE);
            if (!product.isEmpty() && c.rateHz() == v.rateHz()) {
                products.add(product);
            }
            if (c.endSample() <= v.endSample()) {
                i++;
            } else {
                j++;
            }
        }
        return products;
    }
}
