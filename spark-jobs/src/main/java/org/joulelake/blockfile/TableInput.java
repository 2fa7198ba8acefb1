package org.joulelake.blockfile;

import org.apache.iceberg.io.RangeReadable;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.InputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.SeekableInputStream;

import java.io.IOException;

/**
 * A file of a table as parquet-java reads it.
 *
 * @param file the file, by the table's own access to storage
 */
public record TableInput(org.apache.iceberg.io.InputFile file) implements InputFile {

    /** The address alone: parquet-java makes a path of it for its messages. */
    @Override
    public String toString() {
        return file.location();
    }

    @Override
    public long getLength() {
        return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() {
        org.apache.iceberg.io.SeekableInputStream stream = file.newStream();
        if (stream instanceof RangeReadable ranges) {
            return new RangeStream(stream, ranges, getLength());
        }
        return new DelegatingSeekableInputStream(stream) {
            @Override
            public long getPos() throws IOException {
                return stream.getPos();
            }

            @Override
            public void seek(long position) throws IOException {
                stream.seek(position);
            }
        };
    }
}
