/** The disk and the clock of the machine that the edge runs on. */
package org.joulelake.faults.machine;
