/** Reads JLS v2 recordings, the file format of the Joulescope instruments, sample for sample. */
package org.joulelake.edge.source.jls;
