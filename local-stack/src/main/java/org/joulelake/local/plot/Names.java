package org.joulelake.local.plot;

/** Names as they stand in a picture. */
final class Names {

    private static final int LONGEST = 40;

    private Names() {}

    /** A name that leaves room for others beside it; without characters that no one sees. */
    static String brief(String name) {
        String visible = name.replaceAll("\\p{C}", "\uFFFD");
        return visible.codePointCount(0, visible.length()) <= LONGEST
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
