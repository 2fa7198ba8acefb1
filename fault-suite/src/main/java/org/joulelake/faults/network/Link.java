package org.joulelake.faults.network;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The way to one service. It may have several troubles at a time; one that comes twice stays until it is healed twice. */
public final class Link {

    /** Toxiproxy 2.12 does not answer any more if a delay ends while it holds back what a dead client was to get. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    private final ToxiproxyApi api;
    private final String path;
    private final Map<LinkTrouble, Integer> troubles = new EnumMap<>(LinkTrouble.class);

    Link(ToxiproxyApi api, String name) {
        this.api = api;
        path = "/proxies/" + name;
    }

    /** Brings trouble over the link. */
    public synchronized void trouble(LinkTrouble trouble) throws InterruptedException {
        if (troubles.merge(trouble, 1, Integer::sum) > 1) {
            return;
        }
        if (trouble == LinkTrouble.CUT) {
            api.post(path, "{\"enabled\": false}");
        } else {
            api.post(path + "/toxics", trouble.toxic(trouble.name()));
        }
    }

    /**
     * Ends this trouble of the link.
     *
     * @throws IllegalStateException if it has not got it
     */
    public synchronized void heal(LinkTrouble trouble) throws InterruptedException {
        if (!troubles.containsKey(trouble)) {
            throw new IllegalStateException(path + " has no trouble of kind " + trouble);
        }
        if (troubles.computeIfPresent(trouble, (kind, times) -> times == 1 ? null : times - 1) != null) {
            return;
        }
        String toxic = path + "/toxics/" + trouble.name();
        switch (trouble) {
            case CUT -> api.post(path, "{\"enabled\": true}");
            case LATENCY -> {
                api.post(toxic, LinkTrouble.noDelay());
                Thread.sleep(LONGEST_DELAY.toMillis());
                api.delete(toxic);
            }
            default -> api.delete(toxic);
        }
    }
}
