package org.joulelake.edge.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.joulelake.edge.send.AcknowledgedPrefix.Extent;

class AcknowledgedPrefixTest {

    private final AcknowledgedPrefix prefix = new AcknowledgedPrefix();

    @BeforeEach
    void sendThreeWithAGap() {
        prefix.sending(4);
        prefix.sending(5);
        prefix.sending(9);
    }

    @Test
    void nothingIsAcknowledgedAtFirst() {
        assertThat(prefix.extent()).isEqualTo(new Extent(0, 0));
        assertThat(prefix.inFlight()).isTrue();
    }

    @Test
    void acknowledgementsInOrderMoveItOneByOne() {
        prefix.acknowledged(4);
        assertThat(prefix.extent()).isEqualTo(new Extent(4, 1));
        prefix.acknowledged(5);
        assertThat(prefix.extent()).isEqualTo(new Extent(5, 2));
    }

    @Test
    void anEarlyAcknowledgementWaitsForThoseBefore() {
        prefix.acknowledged(9);
        prefix.acknowledged(5);
        assertThat(prefix.extent()).isEqualTo(new Extent(0, 0));
        prefix.acknowledged(4);
        assertThat(prefix.extent()).isEqualTo(new Extent(9, 3));
        assertThat(prefix.inFlight()).isFalse();
    }

    @Test
    void itGoesOnAfterAllWasAcknowledged() {
        prefix.acknowledged(4);
        prefix.acknowledged(5);
        prefix.acknowledged(9);
        prefix.sending(10);
        assertThat(prefix.extent()).isEqualTo(new Extent(9, 3));
        prefix.acknowledged(10);
        assertThat(prefix.extent()).isEqualTo(new Extent(10, 4));
    }
}
