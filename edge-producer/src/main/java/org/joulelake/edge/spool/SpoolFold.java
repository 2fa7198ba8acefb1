package org.joulelake.edge.spool;

/**
 * Something that follows from all that was ever appended to a spool, whether or not the spool still holds it. The spool
 * keeps it: after any death of the process it is exactly what follows from the messages that the spool accepted and did
 * not lose. Called by any thread, one at a time; must be quick and must not call the spool.
 */
public interface SpoolFold {

    /** Follows nothing. */
    SpoolFold NONE = new SpoolFold() {
        @Override
        public byte[] state() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] state) {}

        @Override
        public void appended(SpoolEntry entry) {}

        @Override
        public void dropped(SpoolEntry entry) {}

        @Override
        public void notTaken(byte[] message) {}
    };

    /** All of it, as {@link #restore} understands it. */
    byte[] state();

    /**
     * Takes over what {@link #state} once returned. Called at most once, before anything else.
     *
     * @throws IllegalArgumentException if it does not understand the state
     */
    void restore(byte[] state);

    /** An entry was appended, in this life of the spool or, after a restart, in an earlier one; positions grow. */
    void appended(SpoolEntry entry);

    /** An entry that was appended is given up, since the spool is full. */
    void dropped(SpoolEntry entry);

    /** A message that a full spool did not take: it was never appended. */
    void notTaken(byte[] message);
}
