package org.joulelake.edge.source.joulescope;

/** What can go wrong with samples on their way from the instrument to the spool, and is counted. */
public enum Cause {
    /** The queue behind the driver was full. */
    QUEUE_FULL("samples were dropped: the queue behind the driver was full"),
    /** Ids jumped. */
    SKIPPED("samples were skipped by the instrument or its driver"),
    /** They came as NaN. */
    NOT_A_NUMBER("samples came as NaN"),
    /** The time map moved on and the ids did not. */
    SILENT_LOSS("samples, about, were lost without a word: the time map moved on, the sample ids did not"),
    /** They are of before the session's first sample. */
    BEFORE_START("samples came after later ones of other signals, from before the session began"),
    /** They came before. */
    REPEATED("samples came twice; one of each was taken"),
    /** A message that cannot be. */
    REFUSED("messages of the driver were refused"),
    /** The driver's time jumped. */
    CLOCK_JUMP("jumps of the driver's time; none took samples out of order"),
    /** A counter of 32 bits overflowed. */
    COUNTER_WRAP("times, a 32-bit sample counter went back to 0; its ids were continued"),
    /** A session ended, and another began at once. */
    BREAK("times, a session ended with a break in what the instrument sent");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** For people, behind a number. */
    public String words() {
        return words;
    }

    /** Name of a metric's label. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
