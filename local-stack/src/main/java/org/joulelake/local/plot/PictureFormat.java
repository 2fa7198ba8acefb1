package org.joulelake.local.plot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.joulelake.cli.CommandException;

/** Kinds of files that a picture can be. */
public enum PictureFormat {
    /** Pixels. */
    PNG {
        @Override
        public byte[] draw(Figure figure, int width, int height) {
            return Raster.png(figure, width, height);
        }
    },
    /** Lines, for any size. */
    SVG {
        @Override
        public byte[] draw(Figure figure, int width, int height) {
            return Vector.svg(figure, width, height);
        }
    },
    /** A page in one file, to zoom in. */
    HTML {
        @Override
        public byte[] draw(Figure figure, int width, int height) {
            return PlotPage.html(figure, width, height);
        }
    };

    /**
     * By the suffix of the file.
     *
     * @throws CommandException if there is no such format
     */
    public static PictureFormat of(Path file) {
        String name =
                file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.suffix()))
                .findFirst()
                .orElseThrow(() -> new CommandException("cannot tell what kind of picture " + file
                        + " is to be; end its name in "
                        + Arrays.stream(values()).map(PictureFormat::suffix).collect(Collectors.joining(", "))));
    }

    /**
     * Returns if this machine can draw it.
     *
     * @throws CommandException which says what it lacks
     */
    public void requireMachine() {
        if (this != HTML) {
            Paper.requireFont();
        }
    }

    /** The picture as the content of a file, so many pixels wide and high. */
    public abstract byte[] draw(Figure figure, int width, int height);

    private String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
