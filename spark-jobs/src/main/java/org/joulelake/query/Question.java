package org.joulelake.query;

import java.util.Optional;

/**
 * Which samples are asked for.
 *
 * @param fromNanos first instant, in nanoseconds since the Unix epoch
 * @param toNanos first instant after them
 * @param session only of this session; all if empty
 */
record Question(String device, String algorithm, long fromNanos, long toNanos, Optional<String> session) {

    Question {
        if (fromNanos >= toNanos) {
            throw new QueryException("from must be before to: a range is from ≤ time < to");
        }
    }

    static Question of(Arguments arguments) {
        return of(arguments, "algorithm", "session");
    }

    /** One of several questions in a call, by the names of its own arguments. */
    static Question of(Arguments arguments, String algorithm, String session) {
        return new Question(
                arguments.text("device"),
                arguments.text(algorithm),
                arguments.nanos("from"),
                arguments.nanos("to"),
                arguments.optionalText(session));
    }
}
