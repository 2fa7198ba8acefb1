package org.joulelake.spark.catalog;

import org.apache.iceberg.CatalogProperties;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;
import scala.runtime.AbstractFunction1;

import org.joulelake.catalog.CatalogSettings;

/**
 * Gives a session the catalog {@code lake} if it has none of that name. Spark asks for the rules of a session when it is about to
 * plan its first statement, before it looks for a catalog; the rule itself does nothing.
 */
public final class LakeByDefault extends AbstractFunction1<SparkSession, Rule<LogicalPlan>> {

    private static final String CATALOG = "spark.sql.catalog." + CatalogSettings.NAME;

    /** For {@link org.joulelake.query.LakeExtensions}. */
    public LakeByDefault() {}

    @Override
    public Rule<LogicalPlan> apply(SparkSession session) {
        SQLConf conf = ((org.apache.spark.sql.classic.SparkSession) session)
                .sessionState()
                .conf();
        if (!conf.contains(CATALOG)) {
            conf.setConfString(CATALOG, LakeCatalog.class.getName());
        }
        String cache = CATALOG + "." + CatalogProperties.CACHE_ENABLED;
        if (!conf.contains(cache) && conf.getConfString(CATALOG).equals(LakeCatalog.class.getName())) {
            // A cached table would hide commits of the last half minute.
            conf.setConfString(cache, "false");
        }
        return new Nothing();
    }

    private static final class Nothing extends Rule<LogicalPlan> {

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            return plan;
        }
    }
}
