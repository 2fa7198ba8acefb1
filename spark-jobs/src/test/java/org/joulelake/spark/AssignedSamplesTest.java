package org.joulelake.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.joulelake.ingest.LakeExtension;
import org.joulelake.ingest.LakeFixture;

/** Which algorithm {@code power.samples} gives to a sample whose block names none. */
@ExtendWith(LakeExtension.class)
class AssignedSamplesTest {

    private static final String UNASSIGNED = "unassigned";
    private static final double RATE_HZ = 1e6;
    private static final long START = 1_000_000_000L;

    private final LakeFixture lake;

    AssignedSamplesTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void aChangeInTheMiddleOfABlockIsExactToTheSample() {
        insert("exact", UNASSIGNED, 10);
        assign("exact", "a", START);
        assign("exact", "b", START + 3_000);
        assign("exact", "c", START + 6_001);
        assertThat(algorithms("exact")).containsExactly("a", "a", "a", "b", "b", "b", "b", "c", "c", "c");
    }

    @Test
    void beforeTheFirstAssignmentNothingIsAssigned() {
        insert("before", UNASSIGNED, 4);
        assign("before", "a", START + 2_000);
        assertThat(algorithms("before")).containsExactly(UNASSIGNED, UNASSIGNED, "a", "a");
    }

    @Test
    void anAssignmentIsForItsDeviceAlone() {
        insert("mine", UNASSIGNED, 2);
        insert("other", UNASSIGNED, 2);
        assign("mine", "a", 0);
        assertThat(algorithms("mine")).containsExactly("a", "a");
        assertThat(algorithms("other")).containsExactly(UNASSIGNED, UNASSIGNED);
    }

    @Test
    void anAlgorithmThatTheBlockNamesIsKept() {
        insert("named", "own", 2);
        assign("named", "a", 0);
        assertThat(algorithms("named")).containsExactly("own", "own");
    }

    @Test
    void aLateCorrectionTakesEffectAndLeavesTheBlocksAlone() {
        insert("late", UNASSIGNED, 2);
        long snapshot = lake.blocks().currentSnapshot().snapshotId();
        assertThat(algorithms("late")).containsExactly(UNASSIGNED, UNASSIGNED);
        assign("late", "a", START - 1);
        assertThat(algorithms("late")).containsExactly("a", "a");
        lake.sql("UPDATE power.assignments SET algorithm = 'b' WHERE device = 'late'");
        assertThat(algorithms("late")).containsExactly("b", "b");
        lake.sql("DELETE FROM power.assignments WHERE device = 'late'");
        assertThat(algorithms("late")).containsExactly(UNASSIGNED, UNASSIGNED);
        assertThat(lake.blocks().currentSnapshot().snapshotId()).isEqualTo(snapshot);
    }

    @Test
    void whatIsAssignedCanBeAskedFor() {
        insert("asked", UNASSIGNED, 4);
        assign("asked", "sought", START + 1_000);
        assign("asked", "next", START + 3_000);
        assertThat(lake.sql("SELECT sample_index FROM power.samples WHERE algorithm = 'sought' ORDER BY 1"))
                .extracting(row -> row.getLong(0))
                .containsExactly(101L, 102L);
    }

    @Test
    void eachSampleIsThereOnceWhateverIsAssigned() {
        Random random = new Random(1);
        double rateHz = 3e6 / 7;
        int count = 3_000;
        BlockRows.insert(lake.spark(), "random", UNASSIGNED, rateHz, -2_000_000, numbers(count));
        TreeMap<Long, String> assigned = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long at = i % 2 == 0 ? nanos(random.nextInt(count), rateHz) : random.nextLong(-3_000_000, 6_000_000);
            if (assigned.putIfAbsent(at, "a" + i) == null) {
                rows.add("('random', 'a%d', %d)".formatted(i, at));
            }
        }
        rows.add(rows.get(7));
        rows.add("('random', 'first', -9223372036854775808)");
        rows.add("('random', 'last', 9223372036854775807)");
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES " + String.join(", ", rows));
        assigned.put(Long.MIN_VALUE, "first");

        List<String> expected = IntStream.range(0, count)
                .mapToObj(i -> assigned.floorEntry(nanos(i, rateHz)).getValue())
                .toList();
        assertThat(algorithms("random")).isEqualTo(expected);
    }

    @Test
    void aQueryForAnAlgorithmReadsItsPartitionsAlone() {
        insert("pruned", "kept-1", 2);
        insert("pruned", "kept-2", 2);
        insert("pruned", UNASSIGNED, 2);
        String current = "SELECT value FROM power.samples WHERE device = 'pruned' AND signal = 'current'";
        assertThat(filesRead(current + " AND algorithm = 'kept-1'"))
                .as("its own, and the one that may have been assigned")
                .isEqualTo(2);
        assertThat(filesRead(current)).isEqualTo(3);
        String power = "SELECT value FROM power.samples WHERE device = 'pruned' AND signal = 'power'";
        assertThat(filesRead(power + " AND algorithm = 'kept-1'"))
                .as("the same, for current and voltage")
                .isEqualTo(2);
    }

    @Test
    void neitherBlocksNorSamplesAreShuffled() {
        String plan = lake.sql("EXPLAIN FORMATTED SELECT * FROM power.samples WHERE signal <> 'power'")
                .get(0)
                .getString(0);
        String[] parts = plan.split("===== Subqueries =====");
        assertThat(parts[0])
                .contains("power.blocks", "posexplode(values")
                .doesNotContain("Exchange")
                .doesNotContain("Join")
                .doesNotContain("Sort");
        assertThat(parts[1]).contains("power.assignments").doesNotContain("power.blocks");
    }

    private List<String> algorithms(String device) {
        return lake
                .sql("SELECT algorithm FROM power.samples WHERE device = '" + device + "' ORDER BY sample_index")
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void insert(String device, String algorithm, int samples) {
        BlockRows.insert(lake.spark(), device, algorithm, RATE_HZ, START, numbers(samples));
    }

    private void assign(String device, String algorithm, long validFromNanos) {
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES ('%s', '%s', %d)"
                .formatted(device, algorithm, validFromNanos));
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    /** Time of a sample of the block with random assignments. */
    private static long nanos(int sample, double rateHz) {
        return -2_000_000 + Math.round(sample * 1e9 / rateHz);
    }

    private long filesRead(String query) {
        return BlockScans.run(lake.spark().sql(query))
                .mapToLong(BlockScans::files)
                .sum();
    }
}
