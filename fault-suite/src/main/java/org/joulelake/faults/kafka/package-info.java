/** Three Kafka brokers, each a process that can be killed and started again. */
package org.joulelake.faults.kafka;
