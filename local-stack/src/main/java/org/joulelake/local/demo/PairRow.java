package org.joulelake.local.demo;

/** Current and voltage of the same samples, as a bean: Spark fills a {@code float[]} without boxing. */
public class PairRow {

    private String session;
    private double sampleRateHz;
    private float[] current;
    private float[] voltage;

    public String getSession() {
        return session;
    }

    public void setSession(String session) {
        this.session = session;
    }

    public double getSampleRateHz() {
        return sampleRateHz;
    }

    public void setSampleRateHz(double sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    public float[] getCurrent() {
        return current;
    }

    public void setCurrent(float[] current) {
        this.current = current;
    }

    public float[] getVoltage() {
        return voltage;
    }

    public void setVoltage(float[] voltage) {
        this.voltage = voltage;
    }

    /** Sum of current times voltage times the sample interval, in joules; missing samples left out. */
    double joules() {
        double sum = 0;
        for (int i = 0; i < current.length; i++) {
            double watts = (double) current[i] * voltage[i];
            if (!Double.isNaN(watts)) {
                sum += watts;
            }
        }
        return sum / sampleRateHz;
    }
}
