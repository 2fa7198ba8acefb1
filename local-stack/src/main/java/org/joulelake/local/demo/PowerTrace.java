package org.joulelake.local.demo;

/**
 * Mean power of each bucket of a capture, for a picture: mean current times mean voltage.
 *
 * @param label what the line is called
 * @param seconds start of each bucket, since the capture began
 * @param watts mean power in each bucket; NaN where samples are missing
 */
record PowerTrace(String label, double[] seconds, double[] watts) {}
