package org.joulelake.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

class CommitAnnouncementTest {

    @Test
    void anAnnouncementIsReadAsItWasWritten() {
        CommitAnnouncement written =
                new CommitAnnouncement(1041, List.of(new SequenceRange(17, 17), new SequenceRange(20, 25)));
        assertThat(written.value()).isEqualTo("v1 through=1041 missing=17-17,20-25");
        assertThat(CommitAnnouncement.parse(written.value())).isEqualTo(written);
        assertThat(CommitAnnouncement.parse("v1 through=-1")).isEqualTo(new CommitAnnouncement(-1, List.of()));
    }

    @Test
    void aBlockIsCommittedIfItIsNeitherBehindNorMissing() {
        CommitAnnouncement announcement = CommitAnnouncement.parse("v1 through=30 missing=17-17,20-25");
        assertThat(announcement.isCommitted(16)).isTrue();
        assertThat(announcement.isCommitted(17)).isFalse();
        assertThat(announcement.isMissing(17)).isTrue();
        assertThat(announcement.isCommitted(25)).isFalse();
        assertThat(announcement.isCommitted(30)).isTrue();
        assertThat(announcement.isCommitted(31)).isFalse();
        assertThat(announcement.isMissing(31)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v2 through=1",
                "v1 through=",
                "v1 through=1 missing=",
                "v1 through=1 missing=5",
                "x",
                "v1 through=1 missing=5-4",
                "v1 through=99999999999999999999"
            })
    void anythingElseIsRefused(String value) {
        assertThatThrownBy(() -> CommitAnnouncement.parse(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeyNamesDeviceSessionAndSignal() {
        SampleStream stream = new SampleStream("JS220-002557", "sleepy", "current", "A", new UUID(1, 2), 1_000_000);
        assertThat(CommitAnnouncement.key(stream))
                .isEqualTo("JS220-002557|00000000-0000-0001-0000-000000000002|current")
                .startsWith(CommitAnnouncement.keyPrefix("JS220-002557"));
    }
}
