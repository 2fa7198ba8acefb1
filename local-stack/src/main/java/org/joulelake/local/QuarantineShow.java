package org.joulelake.local;

import org.apache.iceberg.data.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.joulelake.block.BlockFormatException;
import org.joulelake.block.BlockHeader;
import org.joulelake.block.BlockReader;
import org.joulelake.catalog.OpenCatalog;
import org.joulelake.catalog.QuarantineTable;
import org.joulelake.cli.CommandException;
import org.joulelake.cli.GlobalOptions;
import org.joulelake.ingest.IngestTables;

/** {@code joulelake quarantine show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Show a message in quarantine: why it is there, its header as far as it can be read, its first bytes.")
final class QuarantineShow implements Callable<Integer> {

    private static final int BYTES_SHOWN = 64;
    private static final int BYTES_A_LINE = 16;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private LakeOption lake;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MESSAGE",
            converter = MessageId.Converter.class,
            description = "The message as TOPIC/PARTITION/OFFSET.")
    private MessageId message;

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the message to this file, byte for byte.")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<Record> rows = new ArrayList<>();
        try (OpenLake open = lake.open(global.settings());
                OpenCatalog catalog = OpenCatalog.open(open.catalogSettings())) {
            IngestTables tables = IngestTables.load(catalog, open.catalogSettings());
            QuarantineRows.read(tables.quarantine(), message.expression(), rows::add, "*");
        }
        if (rows.isEmpty()) {
            throw new CommandException(
                    "there is no message " + message + " in quarantine; joulelake quarantine list shows what there is");
        }
        print(rows.get(0), spec.commandLine().getOut());
        return 0;
    }

    private void print(Record row, PrintWriter out) throws IOException {
        for (String column : List.of(
                QuarantineTable.REASON,
                QuarantineTable.DETAIL,
                QuarantineTable.KAFKA_TIMESTAMP,
                QuarantineTable.RECEIVED_AT,
                QuarantineTable.REPLAYED_AT)) {
            Object value = row.getField(column);
            out.printf("%-16s %s%n", column, value == null ? "" : value);
        }
        byte[] value = bytes((ByteBuffer) row.getField(QuarantineTable.VALUE));
        out.printf("%-16s %d bytes%n", QuarantineTable.VALUE, value.length);
        printHeader(value, out);
        for (int i = 0; i < Math.min(BYTES_SHOWN, value.length); i += BYTES_A_LINE) {
            out.printf(
                    "  %04x  %s%n",
                    i, HexFormat.ofDelimiter(" ").formatHex(value, i, Math.min(i + BYTES_A_LINE, value.length)));
        }
        if (file.isPresent()) {
            Files.write(file.get(), value);
            out.printf("written to %s%n", file.get());
        }
        out.flush();
    }

    private static void printHeader(byte[] value, PrintWriter out) {
        try {
            BlockHeader header = BlockReader.readHeader(value);
            out.printf(
                    "%-16s device %s, algorithm '%s', signal %s, session %s, sequence %d, first sample %d, %d samples, start %d ns%n",
                    "header",
                    header.stream().device(),
                    header.stream().algorithm(),
                    header.stream().signal(),
                    header.stream().session(),
                    header.sequence(),
                    header.firstSample(),
                    header.sampleCount(),
                    header.startNanos());
        } catch (BlockFormatException e) {
            out.printf("%-16s cannot be read: %s%n", "header", e.getMessage());
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
