package org.joulelake.faults.network;

/** The way to one broker. It has one trouble at a time. */
public final class Link {

    private static final String TOXIC = "trouble";

    private final ToxiproxyApi api;
    private final String path;

    Link(ToxiproxyApi api, String name) {
        this.api = api;
        path = "/proxies/" + name;
    }

    /** Brings trouble over the link. */
    public void trouble(LinkTrouble trouble) throws InterruptedException {
        if (trouble == LinkTrouble.CUT) {
            api.post(path, "{\"enabled\": false}");
        } else {
            api.post(path + "/toxics", trouble.toxic(TOXIC));
        }
    }

    /** Ends this trouble of the link. */
    public void heal(LinkTrouble trouble) throws InterruptedException {
        if (trouble == LinkTrouble.CUT) {
            api.post(path, "{\"enabled\": true}");
        } else {
            api.delete(path + "/toxics/" + TOXIC);
        }
    }
}
