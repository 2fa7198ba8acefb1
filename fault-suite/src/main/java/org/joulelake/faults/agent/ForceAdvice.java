package org.joulelake.faults.agent;

import net.bytebuddy.asm.Advice;

/** Around {@code RealFile.force}: what was written before it began is on the disk when it has returned. */
final class ForceAdvice {

    private ForceAdvice() {}

    @Advice.OnMethodEnter
    static long enter(@Advice.This Object file) {
        return ForcedLengths.length(file);
    }

    @Advice.OnMethodExit
    static void exit(@Advice.This Object file, @Advice.Enter long length) {
        ForcedLengths.forced(file, length);
    }
}
