package org.joulelake.block;

import org.apache.kafka.common.serialization.Serializer;

/** A block as the value of a Kafka record; see {@link BlockWriter}. */
public final class BlockSerializer implements Serializer<Block> {

    @Override
    public byte[] serialize(String topic, Block block) {
        return block == null ? null : BlockWriter.write(block);
    }
}
