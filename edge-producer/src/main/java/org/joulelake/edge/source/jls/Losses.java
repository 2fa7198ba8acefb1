package org.joulelake.edge.source.jls;

import java.util.ArrayList;
import java.util.List;

/** What was found damaged or missing, one line each; the number of lines is bounded. */
final class Losses {

    static final int MOST_LINES = 1000;

    private final List<String> lines = new ArrayList<>();
    private long more;

    void add(String line) {
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        } else {
            more++;
        }
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return List.copyOf(all);
    }
}
