/** How the edge tells of what does not work for a while. */
package org.joulelake.edge.trouble;
