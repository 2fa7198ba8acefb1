/** The network between edge and brokers, and what goes wrong with it. */
package org.joulelake.faults.network;
