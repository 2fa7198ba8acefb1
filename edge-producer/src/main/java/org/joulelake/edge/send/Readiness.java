package org.joulelake.edge.send;

import org.joulelake.cli.CommandException;

/** Something that must be so before anything can be sent. */
@FunctionalInterface
public interface Readiness {

    /** Nothing to wait for. */
    Readiness NOW = () -> {};

    /**
     * Returns once it is so, however long that takes.
     *
     * @throws CommandException if it will never be so by waiting
     */
    void await() throws InterruptedException;
}
