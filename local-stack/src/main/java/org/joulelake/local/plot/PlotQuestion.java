package org.joulelake.local.plot;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.joulelake.cli.CommandException;

/**
 * What is to be drawn.
 *
 * @param algorithms one or two
 * @param from first instant, as the table functions of SQL read it; all there is if empty
 * @param to first instant after the last
 * @param points most windows of a waveform
 * @param sessions none for all sessions, one for all algorithms, or one for each; an empty text is all sessions
 * @param alignment what stands above each other; what does not mislead if empty
 * @param periodSeconds length of the periods that a comparison looks at
 * @param compared whether two algorithms are compared; where it costs little if empty
 */
public record PlotQuestion(
        String device,
        List<String> algorithms,
        String signal,
        Optional<String> from,
        Optional<String> to,
        int points,
        List<String> sessions,
        Optional<Alignment> alignment,
        double periodSeconds,
        Optional<Boolean> compared) {

    private static final int MOST_ALGORITHMS = 2;

    /**
     * Checks what the lake cannot.
     *
     * @throws CommandException which says what is wrong
     */
    public PlotQuestion {
        if (algorithms.isEmpty()
                || algorithms.size() > MOST_ALGORITHMS
                || new HashSet<>(algorithms).size() < algorithms.size()) {
            throw new CommandException(
                    "--algorithm takes one name or two that differ, as A,B; not " + String.join(",", algorithms));
        }
        if (sessions.size() > 1 && sessions.size() != algorithms.size()) {
            throw new CommandException("--session takes one session or one for each algorithm, not " + sessions.size()
                    + " for " + algorithms.size());
        }
        algorithms = List.copyOf(algorithms);
        sessions = List.copyOf(sessions);
    }

    /** The session of an algorithm; all if empty. */
    Optional<String> session(int algorithm) {
        if (sessions.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sessions.get(sessions.size() == 1 ? 0 : algorithm)).filter(session -> !session.isEmpty());
    }
}
