/** Where samples come from: recordings, the simulator, instruments. */
package org.joulelake.edge.source;
