/** Tells the edge which of its blocks are in the lake. */
package org.joulelake.ingest.announce;
