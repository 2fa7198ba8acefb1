package org.joulelake.faults;

import org.joulelake.faults.plan.Fault;

/** What a fault does to the parts of a run. */
interface Trouble {

    /** Brings it. */
    void begin(Fault fault) throws Exception;

    /** Heals it. */
    void end(Fault fault) throws Exception;

    /** Something that is over as soon as it is done. */
    static Trouble once(Action action) {
        return of(action, () -> {});
    }

    /** Something that is done and undone, whatever the fault says besides. */
    static Trouble of(Action begin, Action end) {
        return new Trouble() {
            @Override
            public void begin(Fault fault) throws Exception {
                begin.run();
            }

            @Override
            public void end(Fault fault) throws Exception {
                end.run();
            }
        };
    }

    /** A step of it. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
