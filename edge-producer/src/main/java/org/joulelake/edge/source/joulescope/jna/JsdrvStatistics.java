package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Structure.FieldOrder;

/** {@code struct jsdrv_statistics_s}: what an instrument has computed over a span of samples. */
@FieldOrder({
    "version",
    "rsv1_u8",
    "rsv2_u8",
    "decimate_factor",
    "block_sample_count",
    "sample_freq",
    "rsv3_u32",
    "block_sample_id",
    "accum_sample_id",
    "i_avg",
    "i_std",
    "i_min",
    "i_max",
    "v_avg",
    "v_std",
    "v_min",
    "v_max",
    "p_avg",
    "p_std",
    "p_min",
    "p_max",
    "charge_f64",
    "energy_f64",
    "charge_i128",
    "energy_i128",
    "time_map"
})
public class JsdrvStatistics extends CStructure {

    /** Version of this structure: 1. */
    public byte version;

    /** Reserved. */
    public byte rsv1_u8;

    /** Reserved. */
    public byte rsv2_u8;

    /** Ids from a sample that was computed with to the next. */
    public byte decimate_factor;

    /** Samples that were computed with. */
    public int block_sample_count;

    /** Ids a second. */
    public int sample_freq;

    /** Reserved. */
    public int rsv3_u32;

    /** Id of the first sample. */
    public long block_sample_id;

    /** Id of the first sample of charge and energy. */
    public long accum_sample_id;

    /** Mean of the current in A. */
    public double i_avg;

    /** Standard deviation of the current in A. */
    public double i_std;

    /** Least current in A. */
    public double i_min;

    /** Greatest current in A. */
    public double i_max;

    /** Mean of the voltage in V. */
    public double v_avg;

    /** Standard deviation of the voltage in V. */
    public double v_std;

    /** Least voltage in V. */
    public double v_min;

    /** Greatest voltage in V. */
    public double v_max;

    /** Mean of the power in W. */
    public double p_avg;

    /** Standard deviation of the power in W. */
    public double p_std;

    /** Least power in W. */
    public double p_min;

    /** Greatest power in W. */
    public double p_max;

    /** Charge in C since {@link #accum_sample_id}. */
    public double charge_f64;

    /** Energy in J since {@link #accum_sample_id}. */
    public double energy_f64;

    /** Charge as a whole number of 2^-31 C, low half first. */
    public long[] charge_i128 = new long[2];

    /** Energy as a whole number of 2^-31 J, low half first. */
    public long[] energy_i128 = new long[2];

    /** From ids to time. */
    public JsdrvTimeMap time_map;
}
