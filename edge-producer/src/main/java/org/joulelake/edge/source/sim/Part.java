package org.joulelake.edge.source.sim;

/**
 * One specimen of the device and of the instrument in front of it: what differs between two of a kind.
 *
 * @param loadFactor actual current of the load over the nominal one
 * @param sleepFactor the same for the current in sleep, which varies more
 * @param batteryVolts voltage of the battery without load in V
 * @param batteryOhms internal resistance of the battery in Ω
 * @param gainFactor actual gain of the instrument's converter over the nominal one
 * @param offsetCodes what the converter's code for zero is, in codes
 */
record Part(
        double loadFactor,
        double sleepFactor,
        double batteryVolts,
        double batteryOhms,
        double gainFactor,
        double offsetCodes) {

    /** The part of this name: always the same, and a few percent off the nominal values. */
    static Part named(String device) {
        RandomStream random = RandomStream.named(device).child("part");
        return new Part(
                1 + 0.03 * random.signed(0),
                1 + 0.15 * random.signed(1),
                3.3 * (1 + 0.01 * random.signed(2)),
                4.5 * (1 + 0.20 * random.signed(3)),
                1 + 0.005 * random.signed(4),
                1024 + 24 * random.signed(5));
    }

    /** Voltage at the load's terminals in V. */
    double voltsAt(double amperes) {
        return batteryVolts - batteryOhms * amperes;
    }
}
