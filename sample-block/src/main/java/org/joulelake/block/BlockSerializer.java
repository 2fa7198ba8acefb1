package org.joulelake.block;

import org.apache.kafka.common.serialization.Serializer;

/** A block as the value of a Kafka record; see {@link BlockWriter}. */
public final class BlockSerializer implements Serializer<SampleBlock> {

    @Override
    public byte[] serialize(String topic, SampleBlock block) {
        return block == null ? null : BlockWriter.write(block);
    }
}
