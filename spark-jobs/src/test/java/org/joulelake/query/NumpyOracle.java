package org.joulelake.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.joulelake.block.SampleBlock;
import org.joulelake.catalog.BlocksTable;
import org.joulelake.ingest.LakeFixture;
import org.joulelake.verify.LakeWriter;

/** What {@code src/test/python/oracle.py} gets and answers; that file says how. */
final class NumpyOracle {

    private static final String BLOCK_COLUMNS = String.join(
            "\t",
            "file",
            "file_offset",
            "device",
            "algorithm",
            "signal",
            "unit",
            "session",
            "sequence",
            "sample_rate_hz",
            "first_sample",
            "sample_count",
            "start_ns");

    private final Path folder;
    private final LakeFixture lake;
    private final List<String> blocks = new ArrayList<>(List.of(BLOCK_COLUMNS));
    private final List<String> assignments = new ArrayList<>(List.of("device\talgorithm\tvalid_from_ns"));
    private int files;

    NumpyOracle(Path folder, LakeFixture lake) {
        this.folder = folder;
        this.lake = lake;
    }

    /**
     * One value of an answer.
     *
     * @param text empty for NULL
     * @param scale empty if it is exact
     */
    record Value(String column, String text, String scale) {}

    /** Gives a recording to the lake and to the oracle. */
    void add(Recording recording) throws Exception {
        String file = files++ + ".f32";
        ByteBuffer bytes =
                ByteBuffer.allocate(recording.samples().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(recording.samples());
        Files.write(folder.resolve(file), bytes.array());
        for (SampleBlock block : recording.blocks()) {
            blocks.add(line(file, block));
        }
        LakeWriter.add(lake.blocks(), recording.blocks());
    }

    private static String line(String file, SampleBlock block) {
        String algorithm = block.header().stream().algorithm();
        return String.join(
                "\t",
                file,
                Long.toString(block.header().firstSample()),
                block.header().stream().device(),
                algorithm.isEmpty() ? BlocksTable.UNASSIGNED : algorithm,
                block.header().stream().signal(),
                block.header().stream().unit(),
                block.header().stream().session().toString(),
                Long.toString(block.header().sequence()),
                Double.toString(block.header().stream().sampleRateHz()),
                Long.toString(block.header().firstSample()),
                Integer.toString(block.header().sampleCount()),
                Long.toString(block.header().startNanos()));
    }

    /** Tells both which algorithm a device ran from then on. */
    void assign(String device, String algorithm, long fromNanos) {
        assignments.add(String.join("\t", device, algorithm, Long.toString(fromNanos)));
        lake.sql("INSERT INTO power.assignments (device, algorithm, valid_from_ns) VALUES ('%s', '%s', %d)"
                .formatted(device, algorithm, fromNanos));
    }

    /** Asks NumPy; the lists are as long as its answers have rows. */
    List<List<List<Value>>> ask(Python python, Path script, List<OracleQuestion> questions)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (OracleQuestion question : questions) {
            lines.add(question.line(lines.size(), lake));
        }
        Files.write(folder.resolve("blocks.tsv"), blocks);
        Files.write(folder.resolve("assignments.tsv"), assignments);
        Files.write(folder.resolve("questions.tsv"), lines);
        python.run("-W", "ignore", script.toString(), folder.toString());
        return answers(questions.size());
    }

    private List<List<List<Value>>> answers(int questions) throws IOException {
        List<SortedMap<Integer, List<Value>>> answers = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            answers.add(new TreeMap<>());
        }
        for (String line : Files.readAllLines(folder.resolve("answers.tsv"))) {
            String[] fields = line.split("\t", -1);
            answers.get(Integer.parseInt(fields[0]))
                    .computeIfAbsent(Integer.parseInt(fields[1]), row -> new ArrayList<>())
                    .add(new Value(fields[2], fields[3], fields[4]));
        }
        return answers.stream()
                .map(rows -> (List<List<Value>>) new ArrayList<>(rows.values()))
                .toList();
    }
}
