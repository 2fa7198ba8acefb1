package org.joulelake.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A disk that does not keep what was written to it.
 *
 * @param spool folder of a spool that nobody has open
 * @param random decides where
 */
record SpoolDamage(Path spool, Random random) {

    /** Flips a bit in the second half of what was written last; returns where. */
    String flip() throws IOException {
        Path newest;
        try (Stream<Path> files = Files.list(spool)) {
            newest = files.filter(file -> file.toString().endsWith(".segment"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("no segment in " + spool));
        }
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
            long at = file.length() / 2 + random.nextLong(file.length() - file.length() / 2);
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old ^ 1 << random.nextInt(Byte.SIZE));
            return "a bit of byte %d of %s".formatted(at, newest.getFileName());
        }
    }
}
