package org.joulelake.ingest.known;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Where a data file is, and which devices and sessions it cannot have. Bounds may be shortened, as Iceberg stores them;
 * where one is missing it is null, and leaves all open.
 */
record FileBounds(String location, Range devices, Range sessions) {

    /** Bounds of a column of text, both inclusive. */
    record Range(String lower, String upper) {

        boolean mayHave(String value) {
            return (lower == null || Comparators.charSequences().compare(lower, value) <= 0)
                    && (upper == null || Comparators.charSequences().compare(value, upper) <= 0);
        }
    }

    static FileBounds of(DataFile file, int deviceField, int sessionField) {
        return new FileBounds(file.location(), range(file, deviceField), range(file, sessionField));
    }

    boolean mayHave(StreamId stream) {
        return devices.mayHave(stream.device()) && sessions.mayHave(stream.session());
    }

    private static Range range(DataFile file, int field) {
        return new Range(text(file.lowerBounds(), field), text(file.upperBounds(), field));
    }

    private static String text(Map<Integer, ByteBuffer> bounds, int field) {
        ByteBuffer bound = bounds == null ? null : bounds.get(field);
        return bound == null
                ? null
                : Conversions.fromByteBuffer(Types.StringType.get(), bound).toString();
    }
}
