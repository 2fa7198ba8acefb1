package org.joulelake.edge.send;

import org.joulelake.cli.CommandException;

/** No broker has answered in time; one may later. */
public final class NoBrokerException extends CommandException {

    private static final long serialVersionUID = 1L;

    NoBrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
