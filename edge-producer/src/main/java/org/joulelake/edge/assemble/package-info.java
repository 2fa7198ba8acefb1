/** From runs of samples to blocks. */
package org.joulelake.edge.assemble;
