package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class BlockSerializerTest {

    private static final String TOPIC = "joulelake.blocks";

    @Test
    void blockTravelsAsTheValueOfARecord() {
        SampleBlock block = Messages.smallBlock();
        ProducerRecord<String, SampleBlock> sent =
                new ProducerRecord<>(TOPIC, block.header().stream().device(), block);
        ConsumerRecord<byte[], byte[]> record;
        try (Serializer<Block> serializer = new BlockSerializer()) {
            record = new ConsumerRecord<>(
                    TOPIC,
                    0,
                    0,
                    sent.key().getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(sent.topic(), sent.headers(), sent.value()));
        }
        try (Deserializer<Block> deserializer = new BlockDeserializer()) {
            BlockAssertions.assertSame(
                    deserializer.deserialize(record.topic(), record.headers(), record.value()), block);
            BlockAssertions.assertSame(
                    deserializer.deserialize(record.topic(), record.headers(), ByteBuffer.wrap(record.value())), block);
        }
    }

    @Test
    void clientFindsBothByName() throws ClassNotFoundException {
        assertThat(Utils.newInstance("org.joulelake.block.BlockSerializer", Serializer.class))
                .isInstanceOf(BlockSerializer.class);
        assertThat(Utils.newInstance("org.joulelake.block.BlockDeserializer", Deserializer.class))
                .isInstanceOf(BlockDeserializer.class);
    }

    @Test
    void recordWithoutValueStaysWithout() {
        try (Serializer<Block> serializer = new BlockSerializer();
                Deserializer<Block> deserializer = new BlockDeserializer()) {
            assertThat(serializer.serialize(TOPIC, null)).isNull();
            assertThat(deserializer.deserialize(TOPIC, new RecordHeaders(), (byte[]) null))
                    .isNull();
        }
    }

    @Test
    void valueThatIsNotABlockNamesTopicAndReason() {
        try (Deserializer<Block> deserializer = new BlockDeserializer()) {
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, "plain text".getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("value of a record of topic joulelake.blocks is not a block: not-a-block at byte 0:"
                            + " starts with 706c6169 instead of \"JLKB\"")
                    .hasCauseExactlyInstanceOf(BlockFormatException.class);
        }
    }
}
