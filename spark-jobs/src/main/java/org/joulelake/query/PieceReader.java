package org.joulelake.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the pieces of a question in this process: of whole blocks from their figures or buckets in memory, of what an edge
 * cuts, or where windows are narrow, from the pages of those samples. The same as the statement of {@link Pieces} says.
 */
final class PieceReader {

    /** Stretches that are read at a time by one thread; a block has 256 KiB. */
    private static final int STRETCHES_AT_A_TIME = 16;

    private final BlockIndex index;
    private final List<Span> spans;
    private final Windows windows;

    PieceReader(BlockIndex index, List<Span> spans, Windows windows) {
        this.index = index;
        this.spans = spans;
        this.windows = windows;
    }

    /** A block or stretch where it touches a span. */
    private record Part<T>(T of, Span span) {}

    /**
     * The pieces of blocks.
     *
     * @param cut makes stretches of a block whose samples are needed
     */
    List<Piece> pieces(List<BlockFigures> blocks, Cut cut) {
        List<Piece> pieces = new ArrayList<>();
        List<Part<BlockFigures>> wholeByBuckets = new ArrayList<>();
        List<Part<Stretch>> bySamples = new ArrayList<>();
        for (BlockFigures block : blocks) {
            for (Span span : spans) {
                if (span.touches(block)) {
                    boolean whole = span.fromNanos() <= block.startNanos() && span.untilNanos() >= block.endNanos();
                    if (!whole || windows.level() == Level.SAMPLES) {
                        cut.stretches(block).forEach(stretch -> bySamples.add(new Part<>(stretch, span)));
                    } else if (windows.level() == Level.BUCKETS) {
                        wholeByBuckets.add(new Part<>(block, span));
                    } else {
                        pieces.add(whole(block, span));
                    }
                }
            }
        }
        pieces.addAll(byBuckets(wholeByBuckets));
        pieces.addAll(bySamples(bySamples));
        return merged(pieces);
    }

    /** The pieces of stretches, sample by sample. */
    List<Piece> pieces(List<Stretch> stretches) {
        return merged(bySamples(stretches.stream()
                .flatMap(stretch -> spans.stream()
                        .filter(span -> span.touches(stretch.block()))
                        .map(span -> new Part<>(stretch, span)))
                .toList()));
    }

    /** What is to be read of a block where its figures do not do. */
    @FunctionalInterface
    interface Cut {

        List<Stretch> stretches(BlockFigures block);
    }

    private Piece whole(BlockFigures block, Span span) {
        return new Piece(
                block.session(),
                span.fromNanos(),
                block.unit(),
                block.rateHz(),
                Math.floorDiv(block.startNanos() - windows.origin(block.session()), windows.widthNanos()),
                block.startNanos(),
                block.endNanos(),
                block.firstSample(),
                block.endSample(),
                block.present(),
                block.missingCount(),
                block.mean(),
                block.std(),
                block.min(),
                block.max());
    }

    private List<Piece> byBuckets(List<Part<BlockFigures>> parts) {
        Map<BlockFigures, Buckets> buckets =
                index.buckets(parts.stream().map(Part::of).toList());
        return parts.stream()
                .flatMap(part -> {
                    BlockFigures block = part.of();
                    return SampleLoops.bucketWindows(
                                    buckets.get(block),
                                    block.sampleCount(),
                                    block.startNanos(),
                                    block.rateHz(),
                                    windows.origin(block.session()),
                                    windows.widthNanos())
                            .stream()
                            .map(window -> piece(window, block, block.unit(), part.span()));
                })
                .toList();
    }

    private List<Piece> bySamples(List<Part<Stretch>> parts) {
        List<List<Part<Stretch>>> chunks = IntStream.iterate(
                        0, from -> from < parts.size(), from -> from + STRETCHES_AT_A_TIME)
                .mapToObj(from -> parts.subList(from, Math.min(from + STRETCHES_AT_A_TIME, parts.size())))
                .toList();
        return FileMemory.each(chunks, this::read).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Piece> read(List<Part<Stretch>> parts) {
        Map<BlockFigures, float[]> samples = index.samples(
                parts.stream().flatMap(part -> part.of().sources().stream()).collect(Collectors.toSet()));
        return merged(parts.stream()
                .flatMap(part -> pieces(part.of(), part.span(), samples).stream())
                .toList());
    }

    private List<Piece> pieces(Stretch stretch, Span span, Map<BlockFigures, float[]> samples) {
        BlockFigures block = stretch.block();
        int from = Math.max(stretch.from(), position(block, span.fromNanos()));
        int until = Math.min(stretch.until(), position(block, span.untilNanos()));
        if (from >= until) {
            return List.of();
        }
        return SampleLoops.windows(
                        stretch.samples(samples, from, until),
                        from,
                        block.startNanos(),
                        block.rateHz(),
                        windows.origin(block.session()),
                        windows.widthNanos())
                .stream()
                .map(window -> piece(window, block, stretch.unit(), span))
                .toList();
    }

    private static int position(BlockFigures block, long nanos) {
        return SampleLoops.position(block.startNanos(), block.rateHz(), block.sampleCount(), nanos);
    }

    private static Piece piece(SampleLoops.Window window, BlockFigures block, String unit, Span span) {
        long firstIndex = block.firstSample() + window.position();
        return new Piece(
                block.session(),
                span.fromNanos(),
                unit,
                block.rateHz(),
                window.number(),
                SampleLoops.nanos(block.startNanos(), block.rateHz(), window.position()),
                SampleLoops.nanos(block.startNanos(), block.rateHz(), window.position() + window.length()),
                firstIndex,
                firstIndex + window.length(),
                window.present(),
                window.length() - window.present(),
                window.mean(),
                window.std(),
                window.min(),
                window.max());
    }

    private static List<Piece> merged(Collection<Piece> pieces) {
        Map<Piece.Key, Piece> merged = new LinkedHashMap<>();
        pieces.forEach(piece -> merged.merge(piece.key(), piece, Piece::plus));
        return List.copyOf(merged.values());
    }
}
