package org.joulelake.edge.send;

import org.joulelake.cli.CommandException;

/** Something that must be so before anything can be sent. */
@FunctionalInterface
public interface Readiness {

    /** Nothing to look after. */
    Readiness NOW = () -> {};

    /**
     * Returns if it is so, or could be made so.
     *
     * @throws CommandException if it is not; it may be so another time
     */
    void check() throws InterruptedException;
}
