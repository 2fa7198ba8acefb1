/**
 * Power that is the product of current and voltage, bit for bit: its samples need not be sent.
 *
 * <p>All of this stands between a source and what cuts blocks. A recording that goes on is read from its start, so what
 * was derived before is derived again and passed over like any other sample that the spool has.
 */
package org.joulelake.edge.power;
