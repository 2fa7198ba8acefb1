/** {@code joulelake plot}: waveforms of one or two algorithms as a picture in a file. */
package org.joulelake.local.plot;
