/** Which sessions are open, and how far the spool has accepted each of their streams. */
package org.joulelake.edge.session;
