/** Lets the spool go of blocks that are in the lake. */
package org.joulelake.edge.trim;
