/** Re-reads the lake and proves it: checksums, statistics, sequences, and the topic that it came from. */
package org.joulelake.verify;
