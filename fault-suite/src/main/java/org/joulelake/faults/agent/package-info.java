/**
 * What is done inside the processes of a run, at load time, so that the product has no switch for it: watching what is
 * forced to the disk, and breaking the product on purpose.
 */
package org.joulelake.faults.agent;
