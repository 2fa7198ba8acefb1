package org.joulelake.query;

import org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.classic.SparkSession;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

import java.util.List;

import org.joulelake.spark.catalog.LakeByDefault;

/**
 * All that a Spark session needs for the lake: {@code spark.sql.extensions=org.joulelake.query.LakeExtensions} brings the table
 * functions, Iceberg's own extensions (without them there are no views), and the catalog {@code lake} unless it is configured.
 */
public final class LakeExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    private static final List<TableFunction> FUNCTIONS = List.of(
            new StatsFunction(),
            new EnergyFunction(),
            new WaveformFunction(),
            new PeriodsFunction(),
            new CompareFunction(),
            new EventsFunction(),
            new AlignedFunction(),
            new HistogramFunction(),
            new CdfFunction(),
            new QuantilesFunction(),
            new GapsFunction());

    /** Called by Spark. */
    public LakeExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        new IcebergSparkSessionExtensions().apply(extensions);
        extensions.injectResolutionRule(new LakeByDefault());
        QueryKernels.inject(extensions);
        Handover.inject(extensions);
        extensions.injectOptimizerRule(new SampleTimes());
        FUNCTIONS.forEach(function -> extensions.injectTableFunction(
                new Tuple3<>(new FunctionIdentifier(function.name()), information(function), new Builder(function))));
        return BoxedUnit.UNIT;
    }

    private static ExpressionInfo information(TableFunction function) {
        return new ExpressionInfo(
                function.getClass().getName(),
                null,
                function.name(),
                "_FUNC_(" + String.join(", ", function.parameters()) + ") - " + function.description(),
                "",
                "",
                "",
                "",
                "",
                "",
                "");
    }

    /** Makes the rule of one session. */
    private static final class SampleTimes
            extends AbstractFunction1<org.apache.spark.sql.SparkSession, Rule<LogicalPlan>> {

        @Override
        public Rule<LogicalPlan> apply(org.apache.spark.sql.SparkSession session) {
            return new SampleTimeRule();
        }
    }

    /** Makes the plan of one call. */
    private static final class Builder extends AbstractFunction1<Seq<Expression>, LogicalPlan>
            implements Function1<Seq<Expression>, LogicalPlan> {

        private final TableFunction function;

        Builder(TableFunction function) {
            this.function = function;
        }

        @Override
        public LogicalPlan apply(Seq<Expression> arguments) {
            Arguments given = Arguments.of(function, CollectionConverters.asJava(arguments));
            SparkSession spark = SparkSession.active();
            return Handover.plan(
                    () -> spark.sql(function.sql(given)).queryExecution().analyzed());
        }
    }
}
