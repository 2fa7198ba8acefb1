package org.joulelake.blockfile;

import org.apache.iceberg.io.RangeReadable;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingSeekableInputStream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object on S3, read by requests for just the bytes that are wanted. A plain stream asks for all of the object from where
 * it is, and gives the connection up when it jumps; here a page is one request. Small reads (a footer, an index) are served
 * from what was fetched around them: the end of the file first, where Parquet keeps both.
 */
final class RangeStream extends DelegatingSeekableInputStream {

    private static final int FETCH_BYTES = 64 << 10;

    private final Positioned source;

    RangeStream(Closeable stream, RangeReadable ranges, long length) {
        this(new Positioned(stream, ranges, length));
    }

    private RangeStream(Positioned source) {
        super(source);
        this.source = source;
    }

    @Override
    public long getPos() {
        return source.position;
    }

    @Override
    public void seek(long position) throws IOException {
        if (position < 0 || position > source.length) {
            throw new IOException("position " + position + " is not in the file of " + source.length + " bytes");
        }
        source.position = position;
    }

    /** Reads at a position that moves. */
    private static final class Positioned extends InputStream {

        private final Closeable stream;
        private final RangeReadable ranges;
        private final long length;
        private long position;
        private byte[] fetched = {};
        private long fetchedFrom;

        Positioned(Closeable stream, RangeReadable ranges, long length) {
            this.stream = stream;
            this.ranges = ranges;
            this.length = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            int count = (int) Math.min(wanted, length - position);
            if (count <= 0) {
                return wanted == 0 ? 0 : -1;
            }
            if (!isFetched(count)) {
                if (count >= FETCH_BYTES) {
                    ranges.readFully(position, target, offset, count);
                    position += count;
                    return count;
                }
                fetch();
            }
            System.arraycopy(fetched, (int) (position - fetchedFrom), target, offset, count);
            position += count;
            return count;
        }

        private boolean isFetched(int count) {
            return position >= fetchedFrom && position + count <= fetchedFrom + fetched.length;
        }

        /** From the position on, or the end of the file if the position is in it. */
        private void fetch() throws IOException {
            long from = Math.max(0, Math.min(position, length - FETCH_BYTES));
            byte[] bytes = new byte[(int) Math.min(FETCH_BYTES, length - from)];
            ranges.readFully(from, bytes, 0, bytes.length);
            fetched = bytes;
            fetchedFrom = from;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
