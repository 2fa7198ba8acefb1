package org.joulelake.faults.agent;

import net.bytebuddy.asm.Advice;

/** Before {@code RealFile.force}: a disk that takes a second longer. */
final class SlowAdvice {

    private SlowAdvice() {}

    @Advice.OnMethodEnter
    static void enter() {
        SlowDisk.delay();
    }
}
