package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.joulelake.edge.spool.FsyncPolicy;
import org.joulelake.edge.spool.SegmentedSpool;
import org.joulelake.embedded.EmbeddedKafka;

/** A real broker that takes the right to write away and gives it back. */
@Timeout(90)
class SenderPermissionTest {

    private static final String TOPIC = "blocks";

    private static final AclBinding NOBODY_WRITES = new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
            new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY));

    private static final AclBinding ALL_DESCRIBE = new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
            new AccessControlEntry("User:*", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));

    @TempDir
    private Path directory;

    @Test
    void allArrivesInOrderOnceTheRightToWriteIsBack() throws Exception {
        Map<String, String> authorizer = Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, authorizer);
                SegmentedSpool spool = SegmentedSpool.open(
                        directory.resolve("spool"), FsyncPolicy.DEFAULT, SegmentedSpool.MIN_BYTES)) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            Readiness readiness = () -> Topics.ensure(settings, TOPIC, 1, Duration.ofSeconds(20));
            try (Admin admin = Admin.create(settings);
                    Sender sender = Sender.start(
                            spool, settings, SenderSettings.of(TOPIC, directory.resolve("aside"), readiness))) {
                append(spool, 0, 50);
                sender.awaitDrained();
                admin.createAcls(List.of(NOBODY_WRITES, ALL_DESCRIBE)).all().get();
                append(spool, 50, 100);
                while (sender.counts().restarts() < 2) {
                    Thread.sleep(20);
                }
                assertThat(spool.backlog()).isPositive();
                assertThat(sender.failure()).isEmpty();
                admin.deleteAcls(List.of(NOBODY_WRITES.toFilter(), ALL_DESCRIBE.toFilter()))
                        .all()
                        .get();
                sender.awaitDrained();
                assertThat(sender.counts().asideMessages()).isZero();
            }
            assertThat(TopicReader.readAll(kafka.bootstrapServers(), TOPIC).stream()
                            .map(record -> ByteBuffer.wrap(record.value()).getInt())
                            .distinct())
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        }
    }

    private static void append(SegmentedSpool spool, int from, int to) throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            spool.append("device", ByteBuffer.allocate(4).putInt(i).array());
        }
    }
}
