package org.joulelake.edge.source;

import java.io.Closeable;
import java.util.Optional;

/**
 * Sources that begin while others are read, as when an instrument is plugged in, or goes on after a break. Each is one
 * session. Asked by one thread; stopped by any.
 */
public interface SourceSupply extends Closeable {

    /** The next source that can be read; waits for it. Empty when the supply is stopped. */
    Optional<Source> next() throws InterruptedException;

    /** Ends the supply; sources that are read already go on. */
    void stop();
}
