package org.joulelake.edge;

import java.io.Closeable;
import java.io.IOException;

import org.joulelake.edge.power.DerivedPower;
import org.joulelake.edge.source.Source;

/**
 * A source that is open, with the algorithm that its samples belong to.
 *
 * @param source the source; closed with this
 * @param algorithm name of the algorithm; empty where only the assignment topic knows it
 */
public record OpenSource(Source source, String algorithm) implements Closeable {

    /** The same with power that says which of it is derived. */
    OpenSource withDerivedPower() {
        return new OpenSource(DerivedPower.of(source), algorithm);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
