package org.joulelake.query;

/**
 * Time in windows of equal width.
 *
 * @param originNanos where window 0 begins, in nanoseconds since the Unix epoch
 * @param level largest pieces that windows are put together from
 */
record Windows(long originNanos, long widthNanos, Level level) {}
