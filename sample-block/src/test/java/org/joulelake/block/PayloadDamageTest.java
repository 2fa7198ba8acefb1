package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.joulelake.block.BlockAssertions.assertRefused;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.Stream;

import org.joulelake.block.BlockFormatException.Reason;

/** Payloads that lie, in messages whose checksum fits. */
class PayloadDamageTest {

    private static final int PAYLOAD = Messages.payloadOffset(Messages.small(Codec.RAW));
    private static final int GIBIBYTE = 1 << 30;

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("says nothing", ZstdFrames.zeros(GIBIBYTE), "announces -1 bytes instead of 48"),
                Arguments.of(
                        "admits it",
                        ZstdFrames.zerosThatAnnounce(GIBIBYTE, GIBIBYTE),
                        "announces 1073741824 bytes instead of 48"),
                Arguments.of("denies it", ZstdFrames.zerosThatAnnounce(GIBIBYTE, 48), "zstd: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void bombIsRefusedWithoutUnpackingIt(String name, byte[] bomb, String complaint) {
        byte[] message = Messages.withPayload(Messages.small(Codec.SHUFFLE_ZSTD), bomb);
        assertRefused(message, Reason.BAD_PAYLOAD, PAYLOAD).contains(complaint);

        long before = Allocations.ofThisThread();
        assertRefused(message, Reason.BAD_PAYLOAD, PAYLOAD);
        assertThat(Allocations.ofThisThread() - before).as("bytes allocated").isLessThan(1 << 20);
    }

    @Test
    void handMadeFrameOfTheRightSizeIsRead() throws BlockFormatException {
        SampleBlock zeros = Messages.block(new float[12]);
        byte[] message = Messages.withPayload(
                BlockWriter.write(zeros, Codec.SHUFFLE_ZSTD).orElseThrow(), ZstdFrames.zerosThatAnnounce(48, 48));
        BlockAssertions.assertSame(BlockReader.read(message), zeros);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHUFFLE_ZSTD", "LATTICE"})
    void nothingButOneZstdFrameIsAccepted(Codec codec) {
        byte[] message = Messages.small(codec);
        int lead = codec == Codec.LATTICE ? 4 : 0;
        byte[] before = Arrays.copyOf(Messages.payload(message), lead);
        byte[] frame = Arrays.copyOfRange(Messages.payload(message), lead, Messages.payload(message).length);
        byte[] hidden = ZstdFrames.skippable(new byte[] {1, 2, 3});
        byte[] empty = Zstd.compress(new byte[0]);
        byte[] legacy = {0x27, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0, 0, 0, 0, 0};

        for (byte[] bad : new byte[][] {
            {},
            {0x28},
            Arrays.copyOf(frame, 4),
            Arrays.copyOf(frame, 5),
            Arrays.copyOf(frame, frame.length - 1),
            Arrays.copyOf(frame, frame.length + 1),
            ZstdFrames.concat(frame, hidden),
            ZstdFrames.concat(hidden, frame),
            ZstdFrames.concat(frame, frame),
            ZstdFrames.concat(frame, empty),
            ZstdFrames.concat(empty, frame),
            hidden,
            empty,
            legacy
        }) {
            byte[] damaged = Messages.withPayload(message, ZstdFrames.concat(before, bad));
            assertRefused(damaged, Reason.BAD_PAYLOAD, PAYLOAD + lead).contains("zstd");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void latticeWithoutItsOwnHeaderIsRefused(int length) {
        assertRefused(lattice(new byte[length]), Reason.BAD_PAYLOAD, PAYLOAD)
                .contains("lattice payload has " + length + " bytes, fewer than 4");
    }

    @Test
    void everyReservedBitOfALatticeIsRefused() {
        for (int bit = 1; bit < Short.SIZE; bit++) {
            byte[] payload = Messages.payload(Messages.small(Codec.LATTICE));
            payload[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            assertRefused(lattice(payload), Reason.BAD_PAYLOAD, PAYLOAD)
                    .contains(String.format("unknown lattice flags %04x", 1 << bit));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 11})
    void wrongTableSizeIsRefused(int sizeLessOne) {
        byte[] payload = Messages.payload(Messages.small(Codec.LATTICE));
        payload[2] = (byte) sizeLessOne;
        assertRefused(lattice(payload), Reason.BAD_PAYLOAD, PAYLOAD + 4)
                .contains("zstd frame announces 24 bytes instead of " + (4 * (sizeLessOne + 1) + 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 255, 256, 65_535})
    void tableLargerThanTheBlockIsRefusedBeforeAnythingIsAllocated(int sizeLessOne) {
        byte[] payload = Messages.payload(Messages.small(Codec.LATTICE));
        payload[2] = (byte) sizeLessOne;
        payload[3] = (byte) (sizeLessOne >> 8);
        assertRefused(lattice(payload), Reason.BAD_PAYLOAD, PAYLOAD + 2)
                .endsWith("table of " + (sizeLessOne + 1) + " values for 12 samples");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 127, 255})
    void rankBeyondTheTableIsRefused(int rank) {
        byte[] content = {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0x3F, 0, 1, 2, 0, 1, 2, (byte) rank, 1, 2, 0, 1, 2
        };
        assertRefused(lattice(narrow(false, 3, content)), Reason.BAD_PAYLOAD, PAYLOAD + 4)
                .endsWith("rank " + rank + " of sample 6 is beyond a table of 3");
    }

    @Test
    void differenceThatLeavesTheTableIsRefused() {
        byte[] belowZero = {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0x3F, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertRefused(lattice(narrow(true, 3, belowZero)), Reason.BAD_PAYLOAD, PAYLOAD + 4)
                .endsWith("rank 255 of sample 0 is beyond a table of 3");
    }

    @Test
    void tableThatDoesNotAscendIsRefused() {
        byte[] twice = new byte[8 + 12];
        byte[] descending = {0, 0, 0, 0, 0, 0, 0x3F, (byte) 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] zerosTheWrongWay = {0, 0, 0, 0, 0, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        for (byte[] content : new byte[][] {twice, descending, zerosTheWrongWay}) {
            assertRefused(lattice(narrow(false, 2, content)), Reason.BAD_PAYLOAD, PAYLOAD + 4)
                    .endsWith("table is not in ascending order at entry 1");
        }
    }

    @Test
    void tableEntryThatNoSampleUsesIsAllowed() {
        byte[] content = {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0x3F, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
        float[] samples = new float[12];
        Arrays.fill(samples, 0.5f);
        byte[] message = Messages.withPayload(
                BlockWriter.write(Messages.block(samples), Codec.LATTICE).orElseThrow(), narrow(false, 3, content));
        assertThatCode(() -> BlockAssertions.assertSame(BlockReader.read(message), Messages.block(samples)))
                .doesNotThrowAnyException();
    }

    private static byte[] narrow(boolean deltas, int tableSize, byte[] content) {
        byte[] head = {(byte) (deltas ? 1 : 0), 0, (byte) (tableSize - 1), 0};
        return ZstdFrames.concat(head, Zstd.compress(content));
    }

    private static byte[] lattice(byte[] payload) {
        return Messages.withPayload(Messages.small(Codec.LATTICE), payload);
    }
}
