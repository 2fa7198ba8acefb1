package org.joulelake.edge.source.joulescope;

/** A message of the driver that cannot be what it says. */
final class RefusedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedMessageException(String message) {
        super(message);
    }
}
