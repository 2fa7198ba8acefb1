package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Field by field as in the table of docs/block-format.md, without the offsets of the production code. */
class SerializedFormTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void everyFieldStandsWhereTheSpecificationSays() {
        SampleBlock block = Messages.block(0.5f, -2f);

        String expected = "4a4c4b42" // magic
                + "01" // version
                + "00" // codec: raw
                + "0000" // reserved
                + "76000000" // message length: 80 + 12 + 10 + 7 + 1 + 8
                + "CRCCRCCR" // message CRC, below
                + "0f1e2d3c4b5a49788796a5b4c3d2e1f0" // session
                + "0700000000000000" // sequence 7
                + "0000070000000000" // first sample 458,752 = 0x70000
                + "15cd55f551728618" // start 1,767,225,600,123,456,789
                + "0000000080843e41" // 2e6 Hz
                + "02000000" // sample count
                + "SAMPLESC" // samples CRC, below
                + "08000000" // payload length
                + "0c0a0701" // lengths of the texts
                + ascii("JS110-000127")
                + ascii("dvfs-sleep")
                + ascii("current")
                + ascii("A")
                + "0000003f" // 0.5
                + "000000c0"; // -2
        expected = expected.replace("SAMPLESC", crc32c("0000003f000000c0"));
        expected = expected.replace("CRCCRCCR", crc32c(expected.replace("CRCCRCCR", "")));

        assertThat(HEX.formatHex(BlockWriter.write(block, Codec.RAW).orElseThrow()))
                .isEqualTo(expected);
    }

    @Test
    void checksumIsThatOfTheSpecification() {
        assertThat(crc32c(ascii("123456789"))).isEqualTo("839206e3");
    }

    private static String ascii(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Bit by bit, with the reflected polynomial of the specification; little-endian as in a message. */
    private static String crc32c(String hex) {
        int crc = 0xFFFFFFFF;
        for (byte next : HEX.parseHex(hex)) {
            crc ^= next & 0xFF;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
            }
        }
        return HEX.toHexDigits(Integer.reverseBytes(~crc));
    }
}
