package org.joulelake.embedded;

/** An embedded service could not start; the message says in one line which one, why, and what to do about it. */
public class ServiceStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public ServiceStartException(String message) {
        super(message);
    }

    /** With a message for the user and the cause. */
    public ServiceStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
