/** {@code joulelake demo}: the whole way once, from waveforms of two algorithms to the answer which used less. */
package org.joulelake.local.demo;
