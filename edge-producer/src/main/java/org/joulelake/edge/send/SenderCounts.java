package org.joulelake.edge.send;

/**
 * What a sender has done so far.
 *
 * @param sentMessages handed to Kafka's producer, those that were sent again among them
 * @param acknowledgedMessages acknowledged by Kafka, likewise
 * @param acknowledgedBytes their bytes, without keys
 * @param restarts producers that were given up and begun anew
 * @param asideMessages messages that the topic refuses for what they are, in the folder for them
 */
public record SenderCounts(
        long sentMessages, long acknowledgedMessages, long acknowledgedBytes, long restarts, long asideMessages) {}
