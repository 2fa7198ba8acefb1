package org.joulelake.edge.source.joulescope.jna;

import com.sun.jna.Structure;

/** A C structure that tells where its fields are. */
public abstract class CStructure extends Structure {

    /**
     * Offset of a field in bytes, as this platform's C compiler lays it out.
     *
     * @throws IllegalArgumentException if there is no such field
     */
    public int offsetOf(String field) {
        return fieldOffset(field);
    }
}
