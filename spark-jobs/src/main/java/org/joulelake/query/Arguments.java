package org.joulelake.query;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.ComputeCurrentTime$;
import org.apache.spark.sql.catalyst.optimizer.ConstantFolding$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call of a table function was given: constants, by position or as {@code name => constant}. */
final class Arguments {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final TableFunction function;
    private final Map<String, Expression> given;

    private Arguments(TableFunction function, Map<String, Expression> given) {
        this.function = function;
        this.given = given;
    }

    static Arguments of(TableFunction function, List<Expression> expressions) {
        List<String> names = function.parameters();
        if (expressions.size() > names.size()) {
            throw new QueryException("%s, not %d arguments".formatted(usage(function), expressions.size()));
        }
        Map<String, Expression> given = new HashMap<>();
        for (int i = 0; i < expressions.size(); i++) {
            Expression expression = expressions.get(i);
            boolean named = expression instanceof NamedArgumentExpression;
            String name = named ? ((NamedArgumentExpression) expression).key() : names.get(i);
            Expression value = named ? ((NamedArgumentExpression) expression).value() : expression;
            if (!names.contains(name)) {
                throw new QueryException("%s has no argument %s".formatted(usage(function), name));
            }
            if (given.put(name, constant(function, name, value)) != null) {
                throw new QueryException("%s of %s is given twice".formatted(name, function.name()));
            }
        }
        for (String name : names.subList(0, function.required())) {
            if (!given.containsKey(name)) {
                throw new QueryException("%s: %s is missing".formatted(usage(function), name));
            }
        }
        return new Arguments(function, given);
    }

    /** An expression such as {@code now() - INTERVAL 1 HOUR} is replaced and folded here as Spark does before it runs a query. */
    private static Expression constant(TableFunction function, String name, Expression expression) {
        Seq<String> none = CollectionConverters.asScala(List.<String>of()).toSeq();
        Alias alias = new Alias(expression, name, NamedExpression.newExprId(), none, Option.empty(), none);
        LogicalPlan row = new Project(
                CollectionConverters.asScala(List.<NamedExpression>of(alias)).toSeq(), new OneRowRelation());
        LogicalPlan folded = ConstantFolding$.MODULE$.apply(
                ComputeCurrentTime$.MODULE$.apply(ReplaceExpressions$.MODULE$.apply(row)));
        Expression value = ((Alias) ((Project) folded).projectList().head()).child();
        if (!value.foldable()) {
            throw new QueryException("%s of %s must be a constant".formatted(name, function.name()));
        }
        return value;
    }

    /**
     * Returns if none of these was given.
     *
     * @param use what must be said for them to mean something
     */
    void requireNone(String use, List<String> names) {
        for (String name : names) {
            if (given.containsKey(name)) {
                throw new QueryException("%s of %s is only for %s".formatted(name, function.name(), use));
            }
        }
    }

    /** A text that must be there. */
    String text(String name) {
        return optionalText(name)
                .orElseThrow(() -> new QueryException("%s of %s must not be null".formatted(name, function.name())));
    }

    /** A text that may be left out or null. */
    Optional<String> optionalText(String name) {
        return value(name).map(value -> {
            if (!(given.get(name).dataType() instanceof StringType)) {
                throw new QueryException("%s of %s must be a text in quotes".formatted(name, function.name()));
            }
            return value.toString();
        });
    }

    /** A number that must be there. */
    double number(String name) {
        return optionalNumber(name)
                .orElseThrow(() -> new QueryException("%s of %s must not be null".formatted(name, function.name())));
    }

    /** A number that may be left out or null. */
    Optional<Double> optionalNumber(String name) {
        return value(name).map(value -> {
            if (!(given.get(name).dataType() instanceof NumericType)) {
                throw new QueryException("%s of %s must be a number, not %s".formatted(name, function.name(), value));
            }
            return Double.parseDouble(value.toString());
        });
    }

    /** A number greater than 0, or another where it is left out. */
    double positive(String name, double otherwise) {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!(given.get(name).dataType() instanceof NumericType)
                || !(Double.parseDouble(value.get().toString()) > 0)) {
            throw new QueryException(
                    "%s of %s must be a number greater than 0, not %s".formatted(name, function.name(), value.get()));
        }
        return Double.parseDouble(value.get().toString());
    }

    /** A whole number from 1 to {@code most}. */
    int count(String name, int most) {
        return count(name, 1, most);
    }

    /** A whole number from {@code least} to {@code most}. */
    int count(String name, int least, int most) {
        Object value = required(name);
        boolean whole = given.get(name).dataType() instanceof IntegralType;
        long count = whole ? ((Number) value).longValue() : least - 1L;
        if (count < least || count > most) {
            throw new QueryException("%s of %s must be a whole number from %d to %d, not %s"
                    .formatted(name, function.name(), least, most, value));
        }
        return (int) count;
    }

    /** Numbers from 0 to 1: one, or an array of at most so many. */
    List<Double> fractions(String name, int most) {
        Object value = required(name);
        Object[] numbers = given.get(name).dataType() instanceof ArrayType array
                ? ((ArrayData) value).toObjectArray(array.elementType())
                : new Object[] {value};
        if (numbers.length == 0 || numbers.length > most) {
            throw new QueryException("%s of %s must have 1 to %d numbers, not %d"
                    .formatted(name, function.name(), most, numbers.length));
        }
        return Arrays.stream(numbers).map(number -> fraction(name, number)).toList();
    }

    private double fraction(String name, Object number) {
        try {
            double fraction = Double.parseDouble(String.valueOf(number));
            if (fraction >= 0 && fraction <= 1) {
                return fraction;
            }
        } catch (NumberFormatException e) {
            // The same as any other value that is none.
        }
        throw new QueryException("%s of %s must be a number from 0 to 1, or an array of them, not %s"
                .formatted(name, function.name(), number));
    }

    /**
     * An instant in nanoseconds since the Unix epoch, of a timestamp, a date, which is its midnight in UTC, or a text that
     * {@link Times} reads.
     */
    long nanos(String name) {
        Object value = required(name);
        DataType type = given.get(name).dataType();
        if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return Times.exact(() -> Math.multiplyExact((Long) value, NANOS_PER_MICRO), value + " µs");
        }
        if (type instanceof DateType) {
            return Times.exact(() -> Math.multiplyExact((Integer) value, NANOS_PER_DAY), value + " days");
        }
        if (type instanceof StringType) {
            return Times.nanos(value.toString());
        }
        throw new QueryException(
                "%s of %s must be a timestamp, a date, or a text such as '2026-01-02T03:04:05.000000500Z'"
                        .formatted(name, function.name()));
    }

    private Object required(String name) {
        return value(name)
                .orElseThrow(() -> new QueryException("%s of %s must not be null".formatted(name, function.name())));
    }

    private Optional<Object> value(String name) {
        return Optional.ofNullable(given.get(name)).map(expression -> expression.eval(InternalRow.empty()));
    }

    private static String usage(TableFunction function) {
        return "%s(%s)".formatted(function.name(), String.join(", ", function.parameters()));
    }
}
