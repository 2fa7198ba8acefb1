package org.joulelake.edge.send;

import java.time.Duration;

import org.joulelake.cli.CommandException;
import org.joulelake.edge.trouble.Obstruction;

/**
 * Waits with a sender that does not get on, and now and then looks whether all is there that it needs: a topic that was
 * deleted is made again. Used by the sender's thread.
 */
final class Patience {

    private final Readiness readiness;
    private final long checkNanos;
    private final Obstruction obstruction;
    private long progressNanos = System.nanoTime();

    /**
     * Nothing is waited for yet.
     *
     * @param checkAfter how long to wait without progress before looking
     */
    Patience(String topic, Readiness readiness, Duration checkAfter) {
        this.readiness = readiness;
        checkNanos = checkAfter.toNanos();
        obstruction = new Obstruction("nothing can be sent to topic " + topic + ", the spool keeps it");
    }

    /** Something was acknowledged. */
    void progress() {
        progressNanos = System.nanoTime();
        obstruction.over();
    }

    /** Nothing was waited for up to now. */
    void idle() {
        progressNanos = System.nanoTime();
    }

    /** Something is waited for; returns at once, unless that lasts too long already. */
    void waiting(String why) throws InterruptedException {
        if (System.nanoTime() - progressNanos < checkNanos) {
            return;
        }
        progressNanos = System.nanoTime();
        obstruction.met(why);
        try {
            readiness.check();
        } catch (CommandException e) {
            obstruction.met(e.getMessage());
        }
    }

    /** Something has failed. */
    void failed(String why) {
        obstruction.met(why);
    }
}
