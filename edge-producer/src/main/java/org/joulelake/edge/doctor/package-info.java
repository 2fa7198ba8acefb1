/** What {@code edge doctor} looks at on a machine: the driver, the instruments on its USB, the right to open them. */
package org.joulelake.edge.doctor;
