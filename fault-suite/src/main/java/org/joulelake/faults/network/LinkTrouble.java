package org.joulelake.faults.network;

/** What can be wrong with a link. */
public enum LinkTrouble {
    /** Connections are closed, new ones refused. */
    CUT("", "", ""),
    /** What the edge sends vanishes, and no connection is closed: packets that nobody answers. */
    SILENCE("timeout", "upstream", "\"timeout\": 0"),
    /** Requests arrive, their answers vanish: what was stored is not acknowledged. */
    ANSWERS_LOST("timeout", "downstream", "\"timeout\": 0"),
    /** Each connection is reset (RST) as soon as it carries something. */
    RESET("reset_peer", "upstream", "\"timeout\": 0"),
    /** Each answer comes 1 s late, give or take half of it. */
    LATENCY("latency", "downstream", "\"latency\": 1000, \"jitter\": 500"),
    /** 64 KB a second, far less than the edge needs. */
    BANDWIDTH("bandwidth", "upstream", "\"rate\": 64");

    private final String type;
    private final String direction;
    private final String attributes;

    LinkTrouble(String type, String direction, String attributes) {
        this.type = type;
        this.direction = direction;
        this.attributes = attributes;
    }

    /** Toxiproxy's JSON of a delay that is none. */
    static String noDelay() {
        return "{\"attributes\": {\"latency\": 0, \"jitter\": 0}}";
    }

    /** Toxiproxy's JSON of it; a cut has none. */
    String toxic(String name) {
        return """
                {"name": "%s", "type": "%s", "stream": "%s", "toxicity": 1.0, "attributes": {%s}}"""
                .formatted(name, type, direction, attributes);
    }
}
