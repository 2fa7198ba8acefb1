/** Python for the notebooks: an environment of its own, and the settings of the lake in PyIceberg's words. */
package org.joulelake.local.python;
