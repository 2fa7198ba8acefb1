/** Which blocks the lake has, so that none is taken in twice. */
package org.joulelake.ingest.known;
