package org.joulelake.query;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is made in this process for a statement that this thread lets Spark analyze right after, which names it: rows by
 * {@code joulelake_rows('…')}, other things as the first argument of a function.
 */
final class Handover {

    private static final String FUNCTION = "joulelake_rows";

    /** What the call of a table function that is being planned has made. */
    private static final ThreadLocal<Map<String, Object>> MADE = new ThreadLocal<>();

    private Handover() {}

    /** Plans something; the rows that are made meanwhile can be named until it is planned. */
    static LogicalPlan plan(Supplier<LogicalPlan> planning) {
        Map<String, Object> outer = MADE.get();
        MADE.set(new HashMap<>());
        try {
            return planning.get();
        } finally {
            if (outer == null) {
                MADE.remove();
            } else {
                MADE.set(outer);
            }
        }
    }

    /** A statement that gives these rows of this type. */
    static String rows(StructType type, List<InternalRow> rows) {
        String name = name(new LocalRelation(
                attributes(type), CollectionConverters.asScala(rows).toSeq(), false, Option.empty()));
        return "SELECT * FROM " + FUNCTION + "('" + name + "')";
    }

    /** A name for something that a statement is to use. */
    static String name(Object made) {
        String name = Integer.toString(MADE.get().size());
        MADE.get().put(name, made);
        return name;
    }

    /** What a statement names by its only, or first, argument. */
    static <T> T named(Seq<Expression> arguments, Class<T> type) {
        Map<String, Object> made = MADE.get();
        Object named = made == null || arguments.isEmpty()
                ? null
                : made.get(String.valueOf(arguments.head().eval(InternalRow.empty())));
        if (!type.isInstance(named)) {
            throw new QueryException("this function is for the statements of other functions; ask those");
        }
        return type.cast(named);
    }

    private static Seq<Attribute> attributes(StructType type) {
        return CollectionConverters.asScala(
                        List.<Attribute>copyOf(CollectionConverters.asJava(DataTypeUtils.toAttributes(type))))
                .toSeq();
    }

    static void inject(SparkSessionExtensions extensions) {
        extensions.injectTableFunction(new Tuple3<>(
                new FunctionIdentifier(FUNCTION), new ExpressionInfo(Handover.class.getName(), FUNCTION), new Named()));
    }

    /** The rows that a statement names. */
    private static final class Named extends AbstractFunction1<Seq<Expression>, LogicalPlan> {

        @Override
        public LogicalPlan apply(Seq<Expression> arguments) {
            return named(arguments, LogicalPlan.class);
        }
    }
}
