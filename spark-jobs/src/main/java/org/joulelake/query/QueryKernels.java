package org.joulelake.query;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names {@link SampleLoops} and what else is Java for statements of this package: {@code joulelake_…}. They are nobody else's. */
enum QueryKernels {
    DIFFERENCE("of", Difference.class, Difference.TYPE),
    POSITION("position", DataTypes.IntegerType),
    PRODUCT("product", Type.FLOATS),
    WINDOWS("windows", Type.WINDOWS),
    BUCKET_WINDOWS("bucketWindows", Type.WINDOWS),
    /** Its first argument is the name of a {@link DerivedSamples} that {@link Handover} knows. */
    DERIVED("of", DerivedSamples.class, Type.FLOATS),
    SEGMENTS("segments", EventLoops.class, EventLoops.SEGMENTS),
    STRETCHES("stretches", EventLoops.class, EventLoops.STRETCHES),
    STRETCH("stretch", EventLoops.class, DataTypes.IntegerType),
    INDEX("index", EventLoops.class, DataTypes.LongType),
    ALIGNED("windows", AlignedLoop.class, AlignedLoop.WINDOWS),
    BIN_THRESHOLDS("binThresholds", SampleNumbers.class, Type.FLOATS),
    POINT_THRESHOLDS("pointThresholds", SampleNumbers.class, Type.FLOATS),
    NUMBER("number", SampleNumbers.class, DataTypes.IntegerType),
    NUMBERS("numbers", SampleNumbers.class, Counts.TYPE),
    FINITE_RANGE("finiteRange", SampleNumbers.class, SampleNumbers.RANGE),
    UPPER("upper", SortableBits.class, DataTypes.IntegerType),
    UPPERS("uppers", SortableBits.class, Counts.TYPE),
    WITHIN("within", SortableBits.class, Counts.TYPE),
    VALUE("value", SortableBits.class, DataTypes.FloatType),
    MISSING_RUNS("of", MissingRuns.class, MissingRuns.TYPE),
    HOLE("pieces", Hole.class, Hole.PIECES),
    CLAIMED_HEADER("header", RefusedBlock.class, RefusedBlock.HEADER);

    private static final String PREFIX = "joulelake_";

    private final String method;
    private final Class<?> owner;
    private final DataType type;

    QueryKernels(String method, DataType type) {
        this(method, SampleLoops.class, type);
    }

    QueryKernels(String method, Class<?> owner, DataType type) {
        this.method = method;
        this.owner = owner;
        this.type = type;
    }

    static void inject(SparkSessionExtensions extensions) {
        for (QueryKernels kernel : values()) {
            String name = PREFIX + kernel.name().toLowerCase(Locale.ROOT);
            extensions.injectFunction(new Tuple3<>(
                    new FunctionIdentifier(name), new ExpressionInfo(kernel.owner.getName(), name), new Call(kernel)));
        }
    }

    private static final class Type {

        static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);
        static final DataType WINDOWS = DataTypes.createArrayType(
                DataType.fromDDL("number BIGINT, position INT, length INT, present BIGINT, mean DOUBLE, std DOUBLE,"
                        + " min FLOAT, max FLOAT"),
                false);
    }

    private static final class Call extends AbstractFunction1<Seq<Expression>, Expression> {

        private final QueryKernels kernel;

        Call(QueryKernels kernel) {
            this.kernel = kernel;
        }

        @Override
        public Expression apply(Seq<Expression> arguments) {
            Seq<AbstractDataType> asTheyAre =
                    CollectionConverters.asScala(List.<AbstractDataType>of()).toSeq();
            return new StaticInvoke(
                    kernel.owner,
                    kernel.type,
                    kernel.method,
                    kernel == DERIVED ? withSamples(arguments) : arguments,
                    asTheyAre,
                    true,
                    true,
                    true,
                    Option.empty());
        }

        private static Seq<Expression> withSamples(Seq<Expression> arguments) {
            Expression samples =
                    new Literal(Handover.named(arguments, DerivedSamples.class), new ObjectType(DerivedSamples.class));
            List<Expression> rest = CollectionConverters.asJava(arguments);
            List<Expression> all = new ArrayList<>(rest);
            all.set(0, samples);
            return CollectionConverters.asScala(all).toSeq();
        }
    }
}
