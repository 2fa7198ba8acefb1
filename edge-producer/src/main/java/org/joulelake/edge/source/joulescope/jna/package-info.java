/**
 * The vendor's driver as C sees it: functions, structures and constants under their C names, and nothing else. Facts from
 * {@code jsdrv.h}, {@code jsdrv/union.h}, {@code jsdrv/tmap.h} and {@code jsdrv/time.h} of the driver's sources.
 */
package org.joulelake.edge.source.joulescope.jna;
