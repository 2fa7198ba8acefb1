/** Which faults come when: a matter of a seed. */
package org.joulelake.faults.plan;
