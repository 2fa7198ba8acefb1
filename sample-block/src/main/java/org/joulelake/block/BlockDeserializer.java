package org.joulelake.block;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** The block in the value of a Kafka record; see {@link BlockReader}. */
public final class BlockDeserializer implements Deserializer<Block> {

    /**
     * Reads and verifies the block.
     *
     * @throws SerializationException if the value is not a block; its cause is the {@link BlockFormatException}
     */
    @Override
    public Block deserialize(String topic, byte[] value) {
        if (value == null) {
            return null;
        }
        try {
            return BlockReader.read(value);
        } catch (BlockFormatException e) {
            throw new SerializationException(
                    "value of a record of topic " + topic + " is not a block: " + e.getMessage(), e);
        }
    }
}
