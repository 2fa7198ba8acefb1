package org.joulelake.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/** What a query reads of {@code power.blocks}. */
public final class BlockScans {

    private BlockScans() {}

    /** Runs a query; its scans then know what they have read. */
    public static Stream<BatchScanExec> run(Dataset<Row> query) {
        query.collectAsList();
        SparkPlan plan = query.queryExecution().executedPlan();
        return scans(plan instanceof AdaptiveSparkPlanExec adaptive ? adaptive.executedPlan() : plan)
                .filter(scan -> scan.table().name().endsWith("power.blocks"));
    }

    /** The same with the scans of subqueries; what is read once and used again is there once. */
    public static Stream<BatchScanExec> runWithSubqueries(Dataset<Row> query) {
        query.collectAsList();
        Set<BatchScanExec> scans = Collections.newSetFromMap(new IdentityHashMap<>());
        addAll(query.queryExecution().executedPlan(), scans);
        return scans.stream().filter(scan -> scan.table().name().endsWith("power.blocks"));
    }

    private static void addAll(SparkPlan plan, Set<BatchScanExec> scans) {
        plan.foreach(node -> {
            if (node instanceof AdaptiveSparkPlanExec adaptive) {
                addAll(adaptive.executedPlan(), scans);
            } else if (node instanceof QueryStageExec stage) {
                addAll(stage.plan(), scans);
            } else if (node instanceof BatchScanExec scan) {
                scans.add(scan);
            }
            CollectionConverters.asJava(node.subqueries()).forEach(subquery -> addAll(subquery, scans));
            return BoxedUnit.UNIT;
        });
    }

    /** Data files that a scan opened. */
    public static long files(BatchScanExec scan) {
        return scan.metrics().apply("resultDataFiles").value();
    }

    /** Whether a scan reads a column. */
    public static boolean reads(BatchScanExec scan, String column) {
        return CollectionConverters.asJava(scan.output()).stream()
                .anyMatch(attribute -> attribute.name().equals(column));
    }

    private static Stream<BatchScanExec> scans(SparkPlan plan) {
        return CollectionConverters.asJava(plan.collectLeaves()).stream()
                .flatMap(leaf -> leaf instanceof QueryStageExec stage ? scans(stage.plan()) : Stream.of(leaf))
                .filter(BatchScanExec.class::isInstance)
                .map(BatchScanExec.class::cast);
    }
}
