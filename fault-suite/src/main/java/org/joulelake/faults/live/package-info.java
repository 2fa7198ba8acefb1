/** Live instruments for minutes: what they cost the edge, and that nothing is dropped while its spool has room. */
package org.joulelake.faults.live;
