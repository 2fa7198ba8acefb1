package org.joulelake.faults.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.joulelake.faults.network.LinkTrouble;

/** What is done to a run. */
public enum FaultKind {
    /** Brokers are killed (SIGKILL) and started again. */
    KILL_BROKERS("brokers killed", Place.BROKERS),
    /** The same while no broker can be reached. */
    KILL_BEHIND_CUT("brokers killed, all cut off", Place.BROKERS, LinkTrouble.CUT),
    /** Connections to brokers are closed, new ones refused. */
    CUT("brokers cut off", Place.BROKERS, LinkTrouble.CUT),
    /** What the edge sends vanishes. */
    SILENCE("silence to brokers", Place.BROKERS, LinkTrouble.SILENCE),
    /** What brokers answer vanishes. */
    ANSWERS_LOST("brokers' answers lost", Place.BROKERS, LinkTrouble.ANSWERS_LOST),
    /** Connections to brokers are reset as soon as they carry something. */
    RESET("broker connections reset", Place.BROKERS, LinkTrouble.RESET),
    /** Brokers answer late. */
    LATENCY("brokers' answers late", Place.BROKERS, LinkTrouble.LATENCY),
    /** The link carries less than is sent. */
    BANDWIDTH("little bandwidth to brokers", Place.BROKERS, LinkTrouble.BANDWIDTH),

    /** The edge is killed and started again. */
    KILL_EDGE("edge killed", Place.EDGE),
    /** The edge is killed, and its spool loses what was not forced to the disk. */
    POWER_LOSS("edge's power lost", Place.EDGE),
    /** Brokers are away, the edge is killed, and a byte of what its spool still holds is flipped. */
    SPOOL_DAMAGED("byte of the spool flipped", Place.EDGE),
    /** The disk of the spool has no space. */
    SPOOL_FULL("spool's disk full", Place.EDGE),
    /** The edge's clock is hours off, forward or back. */
    CLOCK_JUMP("edge's clock jumps", Place.EDGE),

    /** The ingest is killed and started again. */
    KILL_INGEST("ingest killed", Place.INGEST),

    /** The S3 endpoint is killed and started again. */
    KILL_STORAGE("storage killed", Place.STORAGE),
    /** Connections to it are closed, new ones refused. */
    STORAGE_CUT("storage cut off", Place.STORAGE, LinkTrouble.CUT),
    /** What it answers vanishes: done or not, nobody hears. */
    STORAGE_ANSWERS_LOST("storage's answers lost", Place.STORAGE, LinkTrouble.ANSWERS_LOST),
    /** Connections to it are reset as soon as they carry something. */
    STORAGE_RESET("storage connections reset", Place.STORAGE, LinkTrouble.RESET),
    /** It answers late. */
    STORAGE_LATENCY("storage slow", Place.STORAGE, LinkTrouble.LATENCY),
    /** The link to it carries less than is written. */
    STORAGE_BANDWIDTH("little bandwidth to storage", Place.STORAGE, LinkTrouble.BANDWIDTH),
    /** It answers 500 and does nothing. */
    STORAGE_ERROR("storage answers 500", Place.STORAGE),
    /** It answers 503 and does nothing. */
    STORAGE_SLOW_DOWN("storage answers 503", Place.STORAGE),
    /** It does what is asked and answers 500. */
    STORAGE_DONE_BUT_FAILED("storage answers 500, done", Place.STORAGE),

    /** The catalog is killed and started again. */
    KILL_CATALOG("catalog killed", Place.CATALOG),
    /** Connections to it are closed, new ones refused. */
    CATALOG_CUT("catalog cut off", Place.CATALOG, LinkTrouble.CUT),
    /** What it answers vanishes: committed or not, nobody hears. */
    CATALOG_ANSWERS_LOST("catalog's answers lost", Place.CATALOG, LinkTrouble.ANSWERS_LOST),

    /** Somebody writes to the topic what is no block, and blocks with a byte flipped or cut short. */
    HOSTILE_MESSAGES("hostile messages", Place.MESSAGES),
    /** Blocks come again, byte for byte. */
    REPEATS("blocks repeated", Place.MESSAGES);

    /** All that may not cost a sample. */
    public static final Set<FaultKind> HARMLESS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SPOOL_DAMAGED)));

    /** What makes an edge with a small spool lose blocks, which it must report. */
    public static final Set<FaultKind> LOSING =
            Collections.unmodifiableSet(EnumSet.of(ANSWERS_LOST, KILL_INGEST, KILL_STORAGE, SPOOL_DAMAGED));

    private final String words;
    private final Place place;
    private final Optional<LinkTrouble> trouble;

    FaultKind(String words, Place place) {
        this(words, place, Optional.empty());
    }

    FaultKind(String words, Place place, LinkTrouble trouble) {
        this(words, place, Optional.of(trouble));
    }

    FaultKind(String words, Place place, Optional<LinkTrouble> trouble) {
        this.words = words;
        this.place = place;
        this.trouble = trouble;
    }

    /** Its name in a report. */
    public String words() {
        return words;
    }

    /** Where it is. */
    public Place place() {
        return place;
    }

    /** What is wrong with links. */
    public Optional<LinkTrouble> trouble() {
        return trouble;
    }

    /** Whether brokers are killed; a trouble then comes over the links to all of them. */
    public boolean killsBrokers() {
        return this == KILL_BROKERS || this == KILL_BEHIND_CUT;
    }
}
