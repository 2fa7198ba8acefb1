package org.joulelake.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

import java.util.Map;

import org.joulelake.catalog.CatalogSettings;
import org.joulelake.query.LakeExtensions;

/** Opens Spark sessions whose current catalog is the lake. */
public final class LakeSession {

    /** What suits one process on one machine; a cluster's own configuration wins. */
    private static final Map<String, String> LOCAL_DEFAULTS = Map.of(
            "spark.master", "local[*]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.shuffle.partitions", "8",
            // Spark would judge a table of blocks by its files; exploded to samples it is a hundred times as large.
            "spark.sql.autoBroadcastJoinThreshold", "-1",
            "spark.sql.catalogImplementation", "in-memory");

    private static final String EXTENSIONS = "spark.sql.extensions";

    private LakeSession() {}

    /**
     * A session on the lake. Outside spark-submit it runs in this process, on all cores.
     *
     * @param settings how to reach the lake
     * @param spark further Spark settings, which win over all others
     */
    public static SparkSession open(String applicationName, CatalogSettings settings, Map<String, String> spark) {
        SparkConf conf = new SparkConf().setAppName(applicationName);
        LOCAL_DEFAULTS.forEach(conf::setIfMissing);
        settings.sparkProperties().forEach(conf::set);
        conf.set(EXTENSIONS, LakeExtensions.class.getName());
        spark.forEach(conf::set);
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
