package org.joulelake.edge.send;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

import java.util.List;

/** What follows from a message that was not sent. */
enum Verdict {
    /** It may be sent another time: no broker answers, or the producer's memory is full. */
    AGAIN,
    /** It will never be sent, whatever else is: the message itself is refused. */
    ASIDE,
    /**
     * Nothing can be sent until somebody mends something, such as a permission; or the producer is of no use any longer.
     * A new one begins with what is not acknowledged.
     */
    RESTART;

    private static final List<Class<? extends Exception>> ABOUT_THE_MESSAGE = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class);

    static Verdict on(Exception refusal) {
        if (ABOUT_THE_MESSAGE.stream().anyMatch(kind -> kind.isInstance(refusal))) {
            return ASIDE;
        }
        return refusal instanceof RetriableException ? AGAIN : RESTART;
    }
}
