package org.joulelake.query;

/** A question that cannot be answered as it was asked; its message is for who asked. */
public final class QueryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    QueryException(String message) {
        super(message);
    }

    QueryException(String message, Throwable cause) {
        super(message, cause);
    }
}
