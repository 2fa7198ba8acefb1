package org.joulelake.edge.source.joulescope;

/** What the instrument sent does not go on as it was: a session ends with it, and another begins. Not an error. */
final class Break extends Exception {

    private static final long serialVersionUID = 1L;

    Break(String why) {
        super(why, null, false, false);
    }
}
