package org.joulelake.edge.spool;

/**
 * What a spool has lost since it was opened. All zero unless a disk failed or was too small.
 *
 * @param damagedRecords appended in this life or an earlier one, and no longer readable. After a loss of power it may
 *     count one whose append had not returned
 * @param droppedNewest refused since the spool was full
 * @param droppedOldest appended, and dropped for newer ones since the spool was full
 * @param failedWrites attempts to write or to force that the disk did not let through; no loss by themselves
 */
public record SpoolCounts(long damagedRecords, long droppedNewest, long droppedOldest, long failedWrites) {

    /** Nothing is lost and nothing has failed. */
    public static final SpoolCounts NONE = new SpoolCounts(0, 0, 0, 0);

    /** Messages that will not arrive. */
    public long lostMessages() {
        return damagedRecords + droppedNewest + droppedOldest;
    }
}
