package org.joulelake.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.joulelake.faults.agent.ForcedLengths;
import org.joulelake.faults.kafka.StrayMessages;
import org.joulelake.faults.network.Link;
import org.joulelake.faults.network.LinkTrouble;
import org.joulelake.faults.plan.FaultKind;
import org.joulelake.faults.plan.Place;
import org.joulelake.faults.process.KeptAlive;
import org.joulelake.faults.storage.S3Trouble;

/** How each kind of fault is done to the parts of a run. */
final class Troubles {

    private static final String SEGMENTS = ".segment";
    private static final int MOST_HOURS_OFF = 48;
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final LakeParts parts;
    private final Random random;
    private final RunLog log;
    private final Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);

    /**
     * All that can be done here.
     *
     * @param messages who writes to the topic besides
     * @param seed decides what a fault leaves open
     */
    Troubles(LakeParts parts, StrayMessages messages, long seed, RunLog log) {
        this.parts = parts;
        this.log = log;
        random = new Random(seed);
        brokers();
        edge();
        lake();
        put(FaultKind.HOSTILE_MESSAGES, Trouble.once(messages::sendHostile));
        put(FaultKind.REPEATS, Trouble.once(messages::sendRepeats));
    }

    /** The kinds that can be done on this machine. */
    Set<FaultKind> possible() {
        return troubles.isEmpty() ? EnumSet.noneOf(FaultKind.class) : EnumSet.copyOf(troubles.keySet());
    }

    Trouble of(FaultKind kind) {
        return troubles.get(kind);
    }

    private void brokers() {
        for (FaultKind kind : FaultKind.values()) {
            if (kind.place() == Place.BROKERS) {
                put(kind, new BrokerTrouble(parts.brokers(), parts.linksToBrokers()));
            }
        }
    }

    private void edge() {
        put(FaultKind.KILL_EDGE, kill(parts.edge()));
        put(FaultKind.POWER_LOSS, Trouble.of(this::losePower, () -> parts.edge().release()));
        put(FaultKind.SPOOL_DAMAGED, Trouble.of(this::damageSpool, () -> parts.edge()
                .release()));
        parts.spoolDisk().ifPresent(disk -> put(FaultKind.SPOOL_FULL, Trouble.of(disk::fill, disk::free)));
        parts.clock()
                .ifPresent(clock -> put(
                        FaultKind.CLOCK_JUMP,
                        Trouble.of(
                                () -> clock.set(Duration.ofHours(
                                        random.nextInt(1, MOST_HOURS_OFF) * (random.nextBoolean() ? 1 : -1))),
                                () -> clock.set(Duration.ZERO))));
    }

    private void lake() {
        put(FaultKind.KILL_INGEST, kill(parts.ingest()));
        put(FaultKind.KILL_STORAGE, kill(parts.storage()));
        put(FaultKind.KILL_CATALOG, kill(parts.catalog()));
        for (FaultKind kind : FaultKind.values()) {
            if (kind.trouble().isPresent() && kind.place() == Place.STORAGE) {
                put(kind, of(parts.linkToStorage(), kind.trouble().get()));
            } else if (kind.trouble().isPresent() && kind.place() == Place.CATALOG) {
                put(kind, of(parts.linkToCatalog(), kind.trouble().get()));
            }
        }
        put(FaultKind.STORAGE_ERROR, answer(S3Trouble.INTERNAL_ERROR));
        put(FaultKind.STORAGE_SLOW_DOWN, answer(S3Trouble.SLOW_DOWN));
        put(FaultKind.STORAGE_DONE_BUT_FAILED, answer(S3Trouble.DONE_BUT_FAILED));
    }

    /** Late acknowledgements first: then the spool holds blocks that nobody else has, beside others that it has let go. */
    private void losePower() throws Exception {
        trouble(LinkTrouble.LATENCY);
        Thread.sleep(AWAY.toMillis());
        parts.edge().holdDown();
        long bytes = ForcedLengths.cut(parts.folder().forced(), parts.folder().spool(), SEGMENTS);
        log.say("  the spool has lost %d bytes that were not forced to the disk".formatted(bytes));
        heal(LinkTrouble.LATENCY);
    }

    /** What the edge has measured while no broker was there is only in its spool. */
    private void damageSpool() throws Exception {
        trouble(LinkTrouble.CUT);
        Thread.sleep(AWAY.toMillis());
        parts.edge().holdDown();
        log.say("  flipped " + new SpoolDamage(parts.folder().spool(), random).flip());
        heal(LinkTrouble.CUT);
    }

    private void trouble(LinkTrouble trouble) throws InterruptedException {
        for (Link link : parts.linksToBrokers()) {
            link.trouble(trouble);
        }
    }

    private void heal(LinkTrouble trouble) throws InterruptedException {
        for (Link link : parts.linksToBrokers()) {
            link.heal(trouble);
        }
    }

    private Trouble answer(S3Trouble how) {
        return Trouble.of(
                () -> parts.front().answerWith(how), () -> parts.front().answerWith(S3Trouble.NONE));
    }

    private static Trouble kill(KeptAlive process) {
        return Trouble.of(process::holdDown, process::release);
    }

    private static Trouble of(Link link, LinkTrouble trouble) {
        return Trouble.of(() -> link.trouble(trouble), () -> link.heal(trouble));
    }

    private void put(FaultKind kind, Trouble trouble) {
        troubles.put(kind, trouble);
    }
}
