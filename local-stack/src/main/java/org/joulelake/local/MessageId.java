package org.joulelake.local;

import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.joulelake.catalog.QuarantineTable;

/**
 * Names a message by where it stands in Kafka.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 */
record MessageId(String topic, int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(.+)/(\\d{1,9})/(\\d{1,18})");

    /** As a condition on the table. */
    Expression expression() {
        return Expressions.and(
                Expressions.equal(QuarantineTable.KAFKA_TOPIC, topic),
                Expressions.equal(QuarantineTable.KAFKA_PARTITION, partition),
                Expressions.equal(QuarantineTable.KAFKA_OFFSET, offset));
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }

    /** Reads the text that {@link #toString} writes. */
    static final class Converter implements ITypeConverter<MessageId> {

        @Override
        public MessageId convert(String value) {
            Matcher matcher = TEXT.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not TOPIC/PARTITION/OFFSET, such as joulelake.blocks/3/1041");
            }
            return new MessageId(
                    matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
        }
    }
}
