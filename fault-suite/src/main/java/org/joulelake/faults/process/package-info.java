/** Processes that a run starts, and what all of them need: ports, and waiting for a condition. */
package org.joulelake.faults.process;
