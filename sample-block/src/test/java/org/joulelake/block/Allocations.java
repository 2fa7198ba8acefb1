package org.joulelake.block;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/** What the JVM has counted. */
final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /** Bytes of heap that the calling thread has allocated since it began. */
    static long ofThisThread() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
