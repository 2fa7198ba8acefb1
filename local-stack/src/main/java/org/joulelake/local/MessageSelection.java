package org.joulelake.local;

import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

import org.joulelake.catalog.QuarantineTable;

/** Which messages of the quarantine a command is about. */
final class MessageSelection {

    @Option(names = "--reason", paramLabel = "REASON", description = "Only messages refused for this reason.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only messages of this topic.")
    private Optional<String> topic = Optional.empty();

    @Parameters(
            paramLabel = "MESSAGE",
            arity = "0..*",
            converter = MessageId.Converter.class,
            description = "Messages as TOPIC/PARTITION/OFFSET, as the list prints them.")
    private List<MessageId> messages = List.of();

    /** Whether nothing was said. */
    boolean isAll() {
        return reason.isEmpty() && topic.isEmpty() && messages.isEmpty();
    }

    /** As a condition on the table. */
    Expression expression() {
        Expression ofReason = reason.<Expression>map(text -> Expressions.equal(QuarantineTable.REASON, text))
                .orElseGet(Expressions::alwaysTrue);
        Expression ofTopic = topic.<Expression>map(text -> Expressions.equal(QuarantineTable.KAFKA_TOPIC, text))
                .orElseGet(Expressions::alwaysTrue);
        Expression named = messages.stream()
                .map(MessageId::expression)
                .reduce(Expressions::or)
                .orElseGet(Expressions::alwaysTrue);
        return Expressions.and(ofReason, ofTopic, named);
    }
}
