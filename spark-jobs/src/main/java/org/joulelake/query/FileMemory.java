package org.joulelake.query;

import org.apache.iceberg.Table;
import org.apache.iceberg.shaded.com.github.benmanes.caffeine.cache.Cache;
import org.apache.iceberg.shaded.com.github.benmanes.caffeine.cache.Caffeine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Figures and buckets of files that were read before, for all sessions of this process: at most an eighth of its heap, what
 * was not asked for longest goes first. Files never change, and which of them a table has is asked anew each time, so no
 * answer is out of date. Files are read by a few threads at once, as most of the time is waiting for storage.
 */
final class FileMemory {

    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 8;
    private static final int READERS = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());

    private static final Cache<StoredFile, List<BlockFigures>> FIGURES = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES / 2)
            .<StoredFile, List<BlockFigures>>weigher((file, blocks) -> 1_000 + BlockFigures.HEAP_BYTES * blocks.size())
            .build();

    private static final Cache<StoredFile, List<Buckets>> BUCKETS = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES / 2)
            .<StoredFile, List<Buckets>>weigher((file, blocks) ->
                    1_000 + blocks.stream().mapToInt(Buckets::heapBytes).sum())
            .build();

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(READERS, task -> {
        Thread thread = new Thread(task, "joulelake-files");
        thread.setDaemon(true);
        return thread;
    });

    private FileMemory() {}

    /** The figures of all blocks of these files. */
    static Map<StoredFile, List<BlockFigures>> figures(Table table, Collection<StoredFile> files) {
        return byFile(files, file -> FIGURES.get(file, one -> one.figures(table.io(), table.schema())));
    }

    /** The figures of all blocks of these files, read by the thread that asks. */
    static Stream<BlockFigures> figuresHere(Table table, Collection<StoredFile> files) {
        return files.stream()
                .flatMap(file -> FIGURES.get(file, one -> one.figures(table.io(), table.schema())).stream());
    }

    /** The buckets of all blocks of these files. */
    static Map<StoredFile, List<Buckets>> buckets(Table table, Collection<StoredFile> files) {
        return byFile(files, file -> BUCKETS.get(file, one -> one.buckets(table.io(), table.schema())));
    }

    private static <V> Map<StoredFile, V> byFile(Collection<StoredFile> files, Function<StoredFile, V> function) {
        return each(files, file -> Map.entry(file, function.apply(file))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Something of each of some things, in their order, several at once; what fails with a {@link QueryException} fails so. */
    static <T, R> List<R> each(Collection<T> things, Function<T, R> function) {
        List<Future<R>> pending = things.stream()
                .map(thing -> THREADS.submit(() -> function.apply(thing)))
                .toList();
        return pending.stream().map(FileMemory::get).toList();
    }

    private static <V> V get(Future<V> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException("interrupted while reading the lake");
        }
    }
}
