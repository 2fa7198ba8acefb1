package org.joulelake.faults.plan;

import java.util.Optional;

import org.joulelake.faults.network.LinkTrouble;

/** What is done to brokers, to the network between them and the edge, or to both. */
public enum FaultKind {
    /** Brokers are killed (SIGKILL) and started again. */
    KILL("kill", true, Optional.empty()),
    /** The same while no broker can be reached. */
    KILL_BEHIND_CUT("kill, all cut off", true, Optional.of(LinkTrouble.CUT)),
    /** Connections are closed, new ones refused. */
    CUT("cut off", false, Optional.of(LinkTrouble.CUT)),
    /** What the edge sends vanishes. */
    SILENCE("silence", false, Optional.of(LinkTrouble.SILENCE)),
    /** What brokers answer vanishes. */
    ANSWERS_LOST("answers lost", false, Optional.of(LinkTrouble.ANSWERS_LOST)),
    /** Connections are reset as soon as they carry something. */
    RESET("reset", false, Optional.of(LinkTrouble.RESET)),
    /** Answers come late. */
    LATENCY("latency", false, Optional.of(LinkTrouble.LATENCY)),
    /** The link carries less than is sent. */
    BANDWIDTH("bandwidth", false, Optional.of(LinkTrouble.BANDWIDTH));

    private final String words;
    private final boolean kills;
    private final Optional<LinkTrouble> trouble;

    FaultKind(String words, boolean kills, Optional<LinkTrouble> trouble) {
        this.words = words;
        this.kills = kills;
        this.trouble = trouble;
    }

    /** Its name in a report. */
    public String words() {
        return words;
    }

    /** Whether brokers are killed; the trouble then comes over the links to all of them. */
    public boolean kills() {
        return kills;
    }

    /** What is wrong with links. */
    public Optional<LinkTrouble> trouble() {
        return trouble;
    }
}
