package org.joulelake.edge.source.joulescope.driver;

/** Version of the vendor's driver. */
public record DriverVersion(int major, int minor, int patch) implements Comparable<DriverVersion> {

    /** Oldest version that the tests have run with. */
    public static final DriverVersion OLDEST_TESTED = new DriverVersion(2, 2, 12);

    /** Newest version that the tests have run with. */
    public static final DriverVersion NEWEST_TESTED = new DriverVersion(2, 5, 4);

    /** From the driver's own form: 8 bits major, 8 bits minor, 16 bits patch. */
    public static DriverVersion of(long bits) {
        return new DriverVersion((int) (bits >> 24 & 0xff), (int) (bits >> 16 & 0xff), (int) (bits & 0xffff));
    }

    /** Whether it is between the oldest and the newest that were tested. */
    public boolean isTested() {
        return compareTo(OLDEST_TESTED) >= 0 && compareTo(NEWEST_TESTED) <= 0;
    }

    @Override
    public int compareTo(DriverVersion other) {
        return Long.compare(bits(), other.bits());
    }

    private long bits() {
        return (long) major << 24 | (long) minor << 16 | patch;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
