package org.joulelake.faults.agent;

import net.bytebuddy.asm.Advice;

import java.nio.file.Path;

/** Around {@code RealDisk.cut}, which forces what it leaves: so does a start with the segments of an earlier life. */
final class CutAdvice {

    private CutAdvice() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) Path path, @Advice.Argument(1) long length) {
        ForcedLengths.cutTo(path, length);
    }
}
