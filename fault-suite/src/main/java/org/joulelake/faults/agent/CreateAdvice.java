package org.joulelake.faults.agent;

import net.bytebuddy.asm.Advice;

import java.nio.file.Path;

/** Around {@code RealDisk.create}. */
final class CreateAdvice {

    private CreateAdvice() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) Path path, @Advice.Return Object file) {
        ForcedLengths.opened(file, path);
    }
}
