package org.joulelake.local.demo;

/** A block's samples and their stored checksum, as a bean: Spark fills a {@code float[]} without boxing. */
public class SamplesRow {

    private int samplesCrc32c;
    private float[] values;

    public int getSamplesCrc32c() {
        return samplesCrc32c;
    }

    public void setSamplesCrc32c(int samplesCrc32c) {
        this.samplesCrc32c = samplesCrc32c;
    }

    public float[] getValues() {
        return values;
    }

    public void setValues(float[] values) {
        this.values = values;
    }
}
