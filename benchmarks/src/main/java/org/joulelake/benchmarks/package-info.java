/** JMH benchmarks: what a sample costs on its way. */
package org.joulelake.benchmarks;
