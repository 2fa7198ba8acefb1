package org.joulelake.faults;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.joulelake.catalog.BlocksTable;
import org.joulelake.catalog.CatalogSettings;
import org.joulelake.catalog.OpenCatalog;

/** What the lake says of itself, asked as any client would; nothing while it does not answer. */
final class LakeWatch {

    private final CatalogSettings settings;

    LakeWatch(CatalogSettings settings) {
        this.settings = settings;
    }

    /** Sequence number of the newest snapshot: it grows with each commit; empty if the lake does not answer. */
    OptionalLong newestCommit() {
        try (OpenCatalog catalog = OpenCatalog.open(settings)) {
            Snapshot current = catalog.catalog().loadTable(BlocksTable.ID).currentSnapshot();
            return OptionalLong.of(current == null ? 0 : current.sequenceNumber());
        } catch (RuntimeException notNow) {
            return OptionalLong.empty();
        }
    }

    /** Longest time between two commits in succession. */
    static Duration longestStall(Table blocks) {
        List<Long> commits = new ArrayList<>();
        blocks.snapshots().forEach(snapshot -> commits.add(snapshot.timestampMillis()));
        commits.sort(null);
        long longest = 0;
        for (int i = 1; i < commits.size(); i++) {
            longest = Math.max(longest, commits.get(i) - commits.get(i - 1));
        }
        return Duration.ofMillis(longest);
    }
}
