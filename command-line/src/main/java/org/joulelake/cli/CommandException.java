package org.joulelake.cli;

/**
 * A command cannot go on for a reason that its user can act on. The message says in one line what is wrong, where, and
 * what to do; it is all that the user sees unless {@code --verbose} is given.
 */
public class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public CommandException(String message) {
        super(message);
    }

    /** With a message for the user and the cause for {@code --verbose}. */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
