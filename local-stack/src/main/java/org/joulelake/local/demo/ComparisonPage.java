package org.joulelake.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.joulelake.cli.CommandException;

/** A page in one file: the waveforms of two algorithms, one above the other, and their difference; drag to zoom. */
final class ComparisonPage {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonPage() {}

    /**
     * Writes the page. The traces begin together; the difference is drawn for as long as both last.
     *
     * @throws CommandException if the file cannot be written
     */
    static void write(Path file, String title, String verdict, PowerTrace reference, PowerTrace other) {
        int length = Math.min(reference.watts().length, other.watts().length);
        Map<String, Object> data = Map.of(
                "title", title,
                "verdict", verdict,
                "labels", List.of(reference.label(), other.label()),
                "seconds", Arrays.copyOf(reference.seconds(), length),
                "reference", Arrays.copyOf(reference.watts(), length),
                "other", Arrays.copyOf(other.watts(), length));
        String page = resource("comparison.html")
                .replace("/*STYLE*/", resource(UPLOT + "uPlot.min.css"))
                .replace("/*UPLOT*/", resource(UPLOT + "uPlot.iife.min.js"))
                .replace("/*DATA*/", json(data));
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new CommandException("cannot write the picture " + file + ": " + e.getMessage(), e);
        }
    }

    /** JSON that may stand in a script element: no text in it can end the element. */
    private static String json(Map<String, Object> data) {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c").replace("\"NaN\"", "null");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = ComparisonPage.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
