package org.joulelake.query;

import java.util.ArrayList;
import java.util.List;

/** The power of a question: of each session as it is published, or, where it is not, current × voltage of the same sample. */
final class Power {

    private static final String CURRENT = "current";
    private static final String VOLTAGE = "voltage";
    static final String POWER = "power";

    /**
     * Blocks of both signals meet in tiles of samples, in which they may be cut at other samples: each sample is in one
     * tile. Blocks that are cut alike meet once. No sample is sent anywhere by itself.
     */
    private static final String PAIRED =
            """
            SELECT session, from_ns, 'W' AS unit, sample_rate_hz, start_ns, first_sample, low AS skipped,
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
                       least(c.first_sample + c.sample_count, v.first_sample + v.sample_count,
                             (tile + 1L) * 65536L) AS end
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
            WHERE NOT EXISTS (SELECT 1 FROM (%s) AS published WHERE published.session = part.session)""";

    private Power() {}

    /** All {@link Pieces}. */
    static String pieces(Parts parts, Windows windows) {
        return Pieces.of(parts, POWER, windows) + " UNION ALL " + ofProduct(parts, windows);
    }

    /** {@link Pieces} of sessions that publish no power. */
    static String ofProduct(Parts parts, Windows windows) {
        String published = parts.all(POWER);
        String current = TILES.formatted(parts.all(CURRENT), published);
        String voltage = TILES.formatted(parts.all(VOLTAGE), published);
        return Pieces.ofSamples(PAIRED.formatted(current, voltage), windows);
    }

    /** Of each session and signal that power is made of. */
    static List<Extent> extents(Parts parts) {
        List<Extent> extents = new ArrayList<>(Extent.of(parts, POWER));
        extents.addAll(Extent.of(parts, CURRENT));
        return extents;
    }

    /** Says what there is, if power cannot be had of any time. */
    static void require(Question question) {
        KnownNames.requireAny(question, List.of(POWER, CURRENT));
    }
}
