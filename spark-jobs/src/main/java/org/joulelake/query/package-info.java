/** Table functions of SQL: what analysts ask of waveforms, answered from the figures of whole blocks where that is exact. */
package org.joulelake.query;
