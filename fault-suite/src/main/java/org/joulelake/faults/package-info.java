/** Runs of Joulelake's parts as processes under faults, and what such a run has cost: nothing, if all is well. */
package org.joulelake.faults;
