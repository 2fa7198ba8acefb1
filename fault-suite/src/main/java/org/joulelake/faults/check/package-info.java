/** What is on a topic, held against what its sources hand out: nothing here trusts a counter of the edge. */
package org.joulelake.faults.check;
