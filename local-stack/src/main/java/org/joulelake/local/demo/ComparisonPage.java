package org.joulelake.local.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.joulelake.local.picture.PictureFile;
import org.joulelake.local.picture.UplotPage;

/** A page in one file: the waveforms of two algorithms, one above the other, and their difference; drag to zoom. */
final class ComparisonPage {

    private ComparisonPage() {}

    /**
     * Writes the page. The traces begin together; the difference is drawn for as long as both last.
     *
     * @throws org.joulelake.cli.CommandException if the file cannot be written
     */
    static void write(Path file, String title, String verdict, PowerTrace reference, PowerTrace other) {
        int length = Math.min(reference.watts().length, other.watts().length);
        Map<String, Object> data = Map.of(
                "title", title,
                "verdict", verdict,
                "labels", List.of(reference.label(), other.label()),
                "seconds", Arrays.copyOf(reference.seconds(), length),
                "reference", UplotPage.numbers(Arrays.copyOf(reference.watts(), length)),
                "other", UplotPage.numbers(Arrays.copyOf(other.watts(), length)));
        PictureFile.at(file).write(UplotPage.of(ComparisonPage.class, "comparison.html", data));
    }
}
