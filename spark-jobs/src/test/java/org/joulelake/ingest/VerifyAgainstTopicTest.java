package org.joulelake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.joulelake.verify.LakeVerifier;
import org.joulelake.verify.TopicComparison;
import org.joulelake.verify.VerifyFilter;
import org.joulelake.verify.VerifyReport;

/** Each record of the topic is looked up in the lake and in quarantine. */
@ExtendWith(LakeExtension.class)
class VerifyAgainstTopicTest {

    private final LakeFixture lake;

    VerifyAgainstTopicTest(LakeFixture lake) {
        this.lake = lake;
    }

    @Test
    void whatIsNeitherInTheLakeNorInQuarantineIsFound() throws Exception {
        TopicLake topic = TopicLake.create(lake, "compared", 2);
        topic.sendBlocks(0, 6);
        topic.sendGarbage(2);
        topic.ingest(lake.stream("compared", "compared/c"));
        topic.sendBlocks(6, 8);
        VerifyReport whole = verify();
        assertThat(findings(whole)).as("what was not read yet is not missing").isEmpty();
        assertThat(whole.recordsCompared()).isEqualTo(8);

        topic.ingest(lake.stream("compared", "compared/c"));
        lake.sql("DELETE FROM power.blocks WHERE kafka_topic = 'compared' AND sequence = 4");
        lake.sql("DELETE FROM power.quarantine WHERE kafka_topic = 'compared' AND kafka_partition = 1");
        lake.sql("UPDATE power.blocks SET kafka_offset = 0 WHERE kafka_topic = 'compared' AND sequence = 2");

        assertThat(findings(verify()))
                .hasSize(4)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("block 4 of current of compared")
                        .endsWith("record compared/0/2, is neither in the lake nor in quarantine"))
                .contains("record compared/1/3, which is no block, is neither in the lake nor in quarantine")
                .anySatisfy(text -> assertThat(text)
                        .startsWith("block 2 of current of compared")
                        .endsWith("the record that it names, compared/0/0, holds something else"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("block 5 of current of compared")
                        .endsWith("1 blocks before it are missing, 4 to 4"));
    }

    private VerifyReport verify() throws InterruptedException {
        Map<String, String> kafka = Map.of("bootstrap.servers", lake.bootstrapServers());
        IngestedRange range = IngestedRange.of(kafka, "compared", lake.blocks());
        return new LakeVerifier(lake.spark(), lake.blocks())
                .verify(
                        VerifyFilter.ALL,
                        Optional.of(new TopicComparison(kafka, "compared", range.starts(), range.ends())),
                        1_000);
    }

    /** Other tests leave other things in this lake. */
    private static List<String> findings(VerifyReport report) {
        return report.findings().stream()
                .filter(text -> text.contains("compared"))
                .toList();
    }
}
