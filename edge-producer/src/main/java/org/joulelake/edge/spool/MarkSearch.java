package org.joulelake.edge.spool;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Finds the places in a file where a record may begin, by the mark that each record carries. */
final class MarkSearch {

    private static final int WINDOW_BYTES = 1 << 16;

    private final RandomAccessFile file;
    private final long end;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long windowStart;
    private int windowLength;
    private long next;

    /**
     * Prepares a search.
     *
     * @param start first offset where a record may begin
     * @param end offset where the last record ends at the latest
     */
    MarkSearch(RandomAccessFile file, long start, long end) {
        this.file = file;
        this.end = end;
        this.next = start + RecordFormat.MARK_OFFSET;
        this.windowStart = next;
    }

    /** Where the next record may begin, or -1 if nowhere before the end. */
    long next() throws IOException {
        while (next + Integer.BYTES <= end) {
            if (next + Integer.BYTES > windowStart + windowLength) {
                fillFrom(next);
            }
            boolean found = markAt((int) (next - windowStart));
            next++;
            if (found) {
                return next - 1 - RecordFormat.MARK_OFFSET;
            }
        }
        return -1;
    }

    private void fillFrom(long offset) throws IOException {
        windowStart = offset;
        windowLength = (int) Math.min(WINDOW_BYTES, end - offset);
        file.seek(offset);
        file.readFully(window, 0, windowLength);
    }

    private boolean markAt(int index) {
        for (int i = 0; i < Integer.BYTES; i++) {
            if (window[index + i] != (byte) (RecordFormat.MARK >>> (Byte.SIZE * (Integer.BYTES - 1 - i)))) {
                return false;
            }
        }
        return true;
    }
}
