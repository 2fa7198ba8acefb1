/** Pictures in files: what all commands share that make one. */
package org.joulelake.local.picture;
