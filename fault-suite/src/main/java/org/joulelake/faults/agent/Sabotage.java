package org.joulelake.faults.agent;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.joulelake.faults.plan.FaultKind;

/** Ways to break the product, each of which the suite must catch. */
public enum Sabotage {
    /** The producer does not wait for acknowledgements. */
    ACKS_0(
            "acks=0",
            Effect.LOST,
            EnumSet.of(
                    FaultKind.KILL_BROKERS,
                    FaultKind.KILL_BEHIND_CUT,
                    FaultKind.CUT,
                    FaultKind.RESET,
                    FaultKind.SILENCE),
            Map.of("JOULELAKE_KAFKA_ACKS", "0", "JOULELAKE_KAFKA_ENABLE_IDEMPOTENCE", "false")),
    /** The edge does not know after a death which session it was in. */
    FORGOTTEN_SESSION(
            "the session is forgotten",
            Effect.TWICE,
            EnumSet.of(FaultKind.KILL_EDGE),
            new Cut("org.joulelake.edge.session.SessionLog", "resume", Advices.Empty.class)),
    /** Nothing is forced to the disk. */
    NO_FSYNC(
            "nothing is forced to the disk",
            Effect.LOST,
            EnumSet.of(FaultKind.POWER_LOSS),
            new Cut("org.joulelake.edge.spool.RealDisk$RealFile", "force", Advices.Nothing.class)),
    /** What a full disk does not take is passed over. */
    FULL_DISK_IGNORED(
            "a full disk is passed over",
            Effect.LOST,
            EnumSet.of(FaultKind.SPOOL_FULL),
            new Cut("org.joulelake.edge.spool.Intake", "makesRoom", Advices.No.class)),
    /** Samples bear the time of the machine. */
    WALL_CLOCK(
            "samples bear the machine's time",
            Effect.ALTERED,
            EnumSet.of(FaultKind.CLOCK_JUMP),
            new Cut("org.joulelake.edge.source.sim.SimulatedSource", "nanosAt", Advices.WallClock.class)),
    /** A start of the ingest reads the topic from its beginning and takes all in. */
    NO_COMMIT_CHECK(
            "a start does not ask what the lake has",
            Effect.TWICE,
            EnumSet.of(
                    FaultKind.KILL_INGEST,
                    FaultKind.KILL_STORAGE,
                    FaultKind.STORAGE_CUT,
                    FaultKind.KILL_CATALOG,
                    FaultKind.CATALOG_CUT),
            new Cut("org.joulelake.ingest.LakeProgress", "nextOffset", Advices.No.class),
            new Cut("org.joulelake.ingest.known.BlockLedger", "isNew", Advices.Yes.class)),
    /** Blocks that come again are taken in again. */
    NO_DEDUPE(
            "no block is known again",
            Effect.TWICE,
            EnumSet.of(FaultKind.REPEATS),
            new Cut("org.joulelake.ingest.known.BlockLedger", "isNew", Advices.Yes.class),
            new Cut("org.joulelake.ingest.known.BlockLedger", "written", Advices.Empty.class)),
    /** The producer does not know what it has sent before, is impatient, and the ingest takes all in. */
    IMPATIENT_AND_NO_DEDUPE(
            "sent again at once, no block is known",
            Effect.TWICE,
            EnumSet.of(FaultKind.ANSWERS_LOST, FaultKind.LATENCY, FaultKind.BANDWIDTH),
            Map.of("JOULELAKE_KAFKA_ENABLE_IDEMPOTENCE", "false", "JOULELAKE_KAFKA_REQUEST_TIMEOUT_MS", "1000"),
            List.of(
                    new Cut("org.joulelake.ingest.known.BlockLedger", "isNew", Advices.Yes.class),
                    new Cut("org.joulelake.ingest.known.BlockLedger", "written", Advices.Empty.class))),
    /** A commit that fails is passed over. */
    COMMIT_FAILURE_IGNORED(
            "a failed commit is passed over",
            Effect.LOST,
            EnumSet.of(
                    FaultKind.KILL_CATALOG,
                    FaultKind.CATALOG_CUT,
                    FaultKind.STORAGE_ERROR,
                    FaultKind.STORAGE_SLOW_DOWN,
                    FaultKind.STORAGE_DONE_BUT_FAILED,
                    FaultKind.STORAGE_ANSWERS_LOST,
                    FaultKind.STORAGE_RESET),
            new Cut("org.joulelake.ingest.LakeCommit", "append", Advices.Silent.class),
            new Cut("org.joulelake.ingest.TopicIdentity", "hasMoved", Advices.No.class)),
    /** A commit whose answer was lost is made again. */
    COMMIT_AGAIN(
            "a commit without answer is made again",
            Effect.TWICE,
            EnumSet.of(FaultKind.CATALOG_ANSWERS_LOST),
            new Cut("org.joulelake.ingest.LakeCommit", "append", Advices.Again.class),
            new Cut("org.joulelake.ingest.LakeCommit$StillAt", "validate", Advices.Yes.class)),
    /** What comes from the topic is not checked. */
    NO_CHECKSUM(
            "messages are not checked",
            Effect.ALTERED,
            EnumSet.of(FaultKind.HOSTILE_MESSAGES),
            new Cut("org.joulelake.block.BlockReader", "requireChecksum", Advices.Nothing.class)),
    /** What storage took long to take is left out of the commit. */
    SLOW_FILES_FORGOTTEN(
            "files that took long are forgotten",
            Effect.LOST,
            EnumSet.of(FaultKind.STORAGE_LATENCY, FaultKind.STORAGE_BANDWIDTH),
            new Cut("org.joulelake.ingest.IngestTask", "call", Advices.Timed.class),
            new Cut("org.joulelake.ingest.LakeCommit", "append", Advices.WithoutLateFiles.class)),
    /** What the spool gives back is not checked. */
    SPOOL_BELIEVED(
            "the spool is believed",
            Effect.LOST_SILENTLY,
            EnumSet.of(FaultKind.SPOOL_DAMAGED),
            new Cut("org.joulelake.edge.spool.RecordFormat", "checksum", Advices.Believed.class));

    private final String words;
    private final Effect effect;
    private final Set<FaultKind> faults;
    private final Map<String, String> environment;
    private final List<Cut> cuts;

    Sabotage(String words, Effect effect, Set<FaultKind> faults, Map<String, String> environment) {
        this(words, effect, faults, environment, List.of());
    }

    Sabotage(String words, Effect effect, Set<FaultKind> faults, Cut... cuts) {
        this(words, effect, faults, Map.of(), List.of(cuts));
    }

    Sabotage(String words, Effect effect, Set<FaultKind> faults, Map<String, String> environment, List<Cut> cuts) {
        this.words = words;
        this.effect = effect;
        this.faults = faults;
        this.environment = environment;
        this.cuts = cuts;
    }

    /** What becomes of samples when something is broken. */
    public enum Effect {
        /** They are not in the lake. */
        LOST,
        /** They are not in the lake, and the edge has not said so. */
        LOST_SILENTLY,
        /** They are there twice. */
        TWICE,
        /** They are others than the source's, or have other times. */
        ALTERED
    }

    /**
     * What is done to one method.
     *
     * @param type name of the class
     * @param method name of the method
     * @param advice one of {@link Advices}
     */
    record Cut(String type, String method, Class<?> advice) {}

    /** What is broken. */
    public String words() {
        return words;
    }

    /** What becomes of samples then. */
    public Effect effect() {
        return effect;
    }

    /** The faults that bring it to light. */
    public Set<FaultKind> faults() {
        return faults;
    }

    /** Settings of the edge that break it. */
    public Map<String, String> environment() {
        return environment;
    }

    List<Cut> cuts() {
        return cuts;
    }
}
