package org.joulelake.local.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What is to be seen in the chart of a picture, below its words. */
final class Pixels {

    private static final int CLEARLY = 60;
    private static final double HEADING = 0.25;

    private Pixels() {}

    static boolean isBlue(Color colour) {
        return colour.getBlue() - colour.getRed() > CLEARLY;
    }

    static boolean isVermilion(Color colour) {
        return colour.getRed() - colour.getBlue() > CLEARLY;
    }

    /** Columns in which there is such a pixel. */
    static List<Integer> columns(BufferedImage image, Predicate<Color> predicate) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> runs(image, x, predicate) > 0)
                .boxed()
                .toList();
    }

    /** How many runs of such pixels a column has. */
    static int runs(BufferedImage image, int x, Predicate<Color> predicate) {
        int runs = 0;
        boolean before = false;
        for (int y = (int) (HEADING * image.getHeight()); y < image.getHeight(); y++) {
            boolean now = predicate.test(new Color(image.getRGB(x, y)));
            runs += now && !before ? 1 : 0;
            before = now;
        }
        return runs;
    }
}
