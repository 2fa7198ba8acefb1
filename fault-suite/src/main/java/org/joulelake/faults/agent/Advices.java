package org.joulelake.faults.agent;

import net.bytebuddy.asm.Advice;

import java.util.Optional;

/** What is done to a method that is broken. */
final class Advices {

    private Advices() {}

    /** The method does nothing. */
    static final class Nothing {
        private Nothing() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** The method does nothing and says yes. */
    static final class Yes {
        private Yes() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean result) {
            result = true;
        }
    }

    /** The method does nothing and says no, or 0. */
    static final class No {
        private No() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** The method finds nothing. */
    static final class Empty {
        private Empty() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Optional<?> result) {
            result = Optional.empty();
        }
    }

    /** Nobody hears that the method has failed. */
    static final class Silent {
        private Silent() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Thrown(readOnly = false) Throwable failure) {
            failure = null;
        }
    }

    /** A method that has failed is called once more. */
    static final class Again {
        private Again() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class, repeatOn = Advice.OnNonDefaultValue.class)
        static boolean exit(@Advice.Thrown(readOnly = false) Throwable failure) {
            return failure != null;
        }
    }

    /** Times follow the clock of the machine. */
    static final class WallClock {
        private WallClock() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) long nanos) {
            nanos += ClockDrift.nanos();
        }
    }
}
