package org.joulelake.edge.source;

/**
 * Consecutive samples of one signal as a source hands them out. The array belongs to the receiver.
 *
 * @param signal the signal
 * @param firstSample index of the first sample since the session began; all signals count from one origin
 * @param samples float32, bit for bit as recorded; u1 and u4 signals as small whole numbers; missing samples as NaN
 */
public record SampleRun(Signal signal, long firstSample, float[] samples) {

    /** What an instrument hands out when it has had nothing for a while: its reader can look after what it holds. */
    public static final SampleRun NOTHING_YET = new SampleRun(new Signal("", "", 1), 0, new float[0]);
}
