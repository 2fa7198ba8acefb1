package org.joulelake.faults.agent;

import net.bytebuddy.asm.Advice;

import java.nio.ByteBuffer;
import java.util.List;
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

    /** Notes how long the method took. */
    static final class Timed {
        private Timed() {}

        @Advice.OnMethodEnter
        static long enter() {
            return System.nanoTime();
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter long begun) {
            LateWork.took(System.nanoTime() - begun);
        }
    }

    /** The method does not hear of files that took long. */
    static final class WithoutLateFiles {
        private WithoutLateFiles() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, readOnly = false) List<?> files) {
            files = LateWork.withoutLate(files);
        }
    }

    /** The checksum of a record is what the record says. */
    static final class Believed {
        private Believed() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) byte[] record, @Advice.Return(readOnly = false) int checksum) {
            checksum = ByteBuffer.wrap(record).getInt(0);
        }
    }
}
