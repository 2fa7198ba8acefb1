/** The vendor's driver for Java: found, loaded once, its layout and version checked, each return code looked at. */
package org.joulelake.edge.source.joulescope.driver;
