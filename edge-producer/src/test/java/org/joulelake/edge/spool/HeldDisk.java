package org.joulelake.edge.spool;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A real disk on which all operations of some kinds wait until they are let go. Nothing else tells that it is slow. */
final class HeldDisk extends HookedDisk {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Set<Kind> held = EnumSet.noneOf(Kind.class);

    /** From now on these wait. */
    void hold(Kind... kinds) {
        held = EnumSet.copyOf(Set.of(kinds));
    }

    /** Returns when an operation waits. */
    void awaitHeld() throws InterruptedException {
        reached.await();
    }

    /** Lets go of those that wait, and of all to come. */
    void release() {
        released.countDown();
    }

    @Override
    void before(Kind kind) {
        if (held.contains(kind)) {
            reached.countDown();
            boolean interrupted = false;
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
