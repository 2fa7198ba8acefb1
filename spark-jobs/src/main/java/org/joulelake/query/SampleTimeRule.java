package org.joulelake.query;

import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PosExplode;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.joulelake.catalog.BlocksTable;

/**
 * Lets a predicate on the time of a sample skip blocks. In {@code power.samples} that time is computed from its block and its
 * position, which storage knows nothing of: the rule adds to the scan of {@code power.blocks} what must hold of a block that
 * has such a sample, and leaves the predicate where it is. Only the expressions of the view are recognised, all of them.
 */
final class SampleTimeRule extends Rule<LogicalPlan> {

    private static final String TS_NS = "(start_ns + FLOOR(((((skipped + position) * 1.0E9) / sample_rate_hz) + 0.5)))";
    private static final String TS =
            "timestamp_micros(((" + TS_NS + " div 1000) - (IF(((" + TS_NS + " % 1000) < 0), 1, 0))))";

    private static final long NANOS_PER_MICRO = 1_000;

    /** A block's times are rounded to microseconds; its neighbour costs little. */
    private static final long SLACK_MICROS = 2;

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.transformDown(new Rewrite());
    }

    /** A filter on the samples that a block is made of. */
    private static final class Rewrite extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return plan instanceof Filter filter
                    && filter.child() instanceof Generate samples
                    && isOfBlocks(samples)
                    && bounds(filter.condition(), samples).anyMatch(bound -> !bound.holdsIn(samples.child()));
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            Filter filter = (Filter) plan;
            Generate samples = (Generate) filter.child();
            List<Bound> bounds = bounds(filter.condition(), samples).toList();
            LogicalPlan blocks = samples.child().transformUp(new Restrict(bounds));
            return new Filter(filter.condition(), samples.withNewChildren(scala(List.of(blocks))));
        }
    }

    /** Adds bounds to each scan of blocks. */
    private static final class Restrict extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

        private final List<Bound> bounds;

        Restrict(List<Bound> bounds) {
            this.bounds = bounds;
        }

        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return isBlocks(plan);
        }

        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            Expression all = bounds.stream()
                    .map(bound -> bound.on(plan))
                    .reduce(And::new)
                    .orElseThrow();
            return new Filter(all, plan);
        }
    }

    /**
     * What must hold of a block.
     *
     * @param isUpper whether the block must begin at or before the instant; else it must end at or after it
     */
    private record Bound(boolean isUpper, long micros) {

        Expression on(LogicalPlan blocks) {
            String column = isUpper ? BlocksTable.START_TIME : BlocksTable.END_TIME;
            AttributeReference time = attributes(blocks)
                    .filter(attribute -> attribute.name().equals(column))
                    .findFirst()
                    .orElseThrow();
            Literal instant = new Literal(micros, DataTypes.TimestampType);
            return isUpper ? new LessThanOrEqual(time, instant) : new GreaterThanOrEqual(time, instant);
        }

        /** Whether it has been added before: a rule is applied until nothing changes. */
        boolean holdsIn(LogicalPlan plan) {
            return below(plan).filter(SampleTimeRule::isBlocks).allMatch(blocks -> below(plan)
                    .filter(Filter.class::isInstance)
                    .flatMap(filter -> conjuncts(((Filter) filter).condition()))
                    .anyMatch(conjunct -> conjunct.semanticEquals(on(blocks))));
        }
    }

    private static Stream<Bound> bounds(Expression condition, Generate samples) {
        return conjuncts(condition)
                .filter(BinaryComparison.class::isInstance)
                .map(BinaryComparison.class::cast)
                .flatMap(comparison -> bounds(comparison, samples));
    }

    private static Stream<Bound> bounds(BinaryComparison comparison, Generate samples) {
        Optional<Long> right = micros(comparison.left(), comparison.right(), samples);
        Optional<Long> left = micros(comparison.right(), comparison.left(), samples);
        boolean less = comparison instanceof LessThan || comparison instanceof LessThanOrEqual;
        boolean greater = comparison instanceof GreaterThan || comparison instanceof GreaterThanOrEqual;
        boolean equal = comparison instanceof EqualTo;
        boolean isUpper = equal || (right.isPresent() ? less : greater);
        boolean isLower = equal || (right.isPresent() ? greater : less);
        return right.or(() -> left).stream().flatMap(micros -> Stream.of(
                        isUpper ? Optional.of(new Bound(true, micros + SLACK_MICROS)) : Optional.<Bound>empty(),
                        isLower ? Optional.of(new Bound(false, micros - SLACK_MICROS)) : Optional.<Bound>empty())
                .flatMap(Optional::stream));
    }

    /** The instant that the time of a sample is compared with, if it is that and far from the ends of time. */
    private static Optional<Long> micros(Expression time, Expression instant, Generate samples) {
        if (!(instant instanceof Literal literal) || !(literal.value() instanceof Long value) || !isOf(time, samples)) {
            return Optional.empty();
        }
        String text = text(time);
        Optional<Long> micros = text.equals(TS)
                ? Optional.of(value)
                : Optional.of(Math.floorDiv(value, NANOS_PER_MICRO)).filter(nanos -> text.equals(TS_NS));
        return micros.filter(at -> Math.abs(at) < Long.MAX_VALUE / 2);
    }

    /** Whether what is called position is the position in the list that is exploded. */
    private static boolean isOf(Expression time, Generate samples) {
        return CollectionConverters.asJava(time.references().toSeq()).stream()
                .filter(attribute -> attribute.name().equals("position"))
                .allMatch(position -> samples.generatorOutput().head().exprId().equals(position.exprId()));
    }

    private static String text(Expression expression) {
        return org.apache.spark.sql.catalyst.util.package$.MODULE$.toPrettySQL(expression, true);
    }

    /** Whether blocks, and nothing but blocks, are exploded, with the start and rate that they have in the table. */
    private static boolean isOfBlocks(Generate samples) {
        return samples.generator() instanceof PosExplode
                && below(samples.child()).anyMatch(SampleTimeRule::isBlocks)
                && below(samples.child())
                        .filter(Project.class::isInstance)
                        .flatMap(project -> CollectionConverters.asJava(((Project) project).projectList()).stream())
                        .filter(named -> List.of(BlocksTable.START_NS, BlocksTable.SAMPLE_RATE_HZ)
                                .contains(named.name()))
                        .allMatch(SampleTimeRule::isAsItWas);
    }

    /** A column, or a field of a struct that a block was made, under its own name. */
    private static boolean isAsItWas(NamedExpression named) {
        return named instanceof AttributeReference
                || named instanceof Alias alias
                        && alias.child() instanceof GetStructField field
                        && field.extractFieldName().equals(alias.name());
    }

    private static boolean isBlocks(LogicalPlan plan) {
        return plan instanceof DataSourceV2Relation relation
                && relation.name().equals("lake." + BlocksTable.ID)
                && attributes(plan).anyMatch(attribute -> attribute.name().equals(BlocksTable.END_TIME));
    }

    private static Stream<AttributeReference> attributes(LogicalPlan plan) {
        return CollectionConverters.asJava(plan.output()).stream()
                .filter(AttributeReference.class::isInstance)
                .map(AttributeReference.class::cast);
    }

    private static Stream<LogicalPlan> below(LogicalPlan plan) {
        return Stream.concat(
                Stream.of(plan),
                CollectionConverters.asJava(plan.children()).stream().flatMap(SampleTimeRule::below));
    }

    private static Stream<Expression> conjuncts(Expression condition) {
        return condition instanceof And and
                ? Stream.concat(conjuncts(and.left()), conjuncts(and.right()))
                : Stream.of(condition);
    }

    private static <T> scala.collection.immutable.Seq<T> scala(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
