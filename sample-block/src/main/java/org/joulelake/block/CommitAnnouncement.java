package org.joulelake.block;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the lake tells the edge about one stream, on a compacted topic: which of its blocks are committed. Each
 * announcement replaces the one before; key and value are UTF-8 text.
 *
 * <pre>
 * key    DEVICE|SESSION|SIGNAL              JS220-002557|0190b1c8-...|current
 * value  v1 through=N missing=A-B,C-D       v1 through=1041 missing=17-17,20-25
 *        v1 through=N                       v1 through=1041
 * </pre>
 *
 * @param through sequence of the last block that is committed; -1 before the first
 * @param missing sequences before it of which no block is committed, in order: lost, in quarantine, or on their way
 */
public record CommitAnnouncement(long through, List<SequenceRange> missing) {

    /** Topic of the announcements unless another is named. */
    public static final String DEFAULT_TOPIC = "joulelake.commits";

    /** Longest value that is read. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final Pattern VALUE =
            Pattern.compile("v1 through=(-1|\\d{1,18})(?: missing=(\\d{1,18}-\\d{1,18}(?:,\\d{1,18}-\\d{1,18})*))?");

    /** Takes a copy of the list. */
    public CommitAnnouncement {
        missing = List.copyOf(missing);
    }

    /** Key of a stream's announcements. */
    public static String key(SampleStream stream) {
        return key(stream.device(), stream.session().toString(), stream.signal());
    }

    /** Key of the announcements of a stream with this device, session and signal. */
    public static String key(String device, String session, String signal) {
        return keyPrefix(device) + session + "|" + signal;
    }

    /** What the keys of all streams of a device begin with. */
    public static String keyPrefix(String device) {
        return device + "|";
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is none, or one of a later version
     */
    public static CommitAnnouncement parse(String value) {
        Matcher matcher = value.length() > MAX_LENGTH ? null : VALUE.matcher(value);
        if (matcher == null || !matcher.matches()) {
            throw new IllegalArgumentException("'" + value.substring(0, Math.min(80, value.length()))
                    + "' is no announcement such as 'v1 through=1041 missing=17-17,20-25'");
        }
        List<SequenceRange> missing = new ArrayList<>();
        if (matcher.group(2) != null) {
            for (String range : matcher.group(2).split(",")) {
                int dash = range.indexOf('-');
                missing.add(new SequenceRange(
                        Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1))));
            }
        }
        return new CommitAnnouncement(Long.parseLong(matcher.group(1)), missing);
    }

    /** The value that {@link #parse} reads. */
    public String value() {
        String ranges = missing.stream()
                .map(range -> range.first() + "-" + range.last())
                .collect(Collectors.joining(","));
        return "v1 through=" + through + (ranges.isEmpty() ? "" : " missing=" + ranges);
    }

    /** Whether the block with this sequence is committed. */
    public boolean isCommitted(long sequence) {
        return sequence <= through && !isMissing(sequence);
    }

    /** Whether the lake has gone on without the block with this sequence. */
    public boolean isMissing(long sequence) {
        return missing.stream().anyMatch(range -> range.contains(sequence));
    }
}
