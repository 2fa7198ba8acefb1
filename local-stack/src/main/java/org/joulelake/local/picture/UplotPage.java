package org.joulelake.local.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A page in one file that needs nothing else: a template with its data, the chart library uPlot and what all pages share. A
 * template has {@code /*STYLE*}{@code /}, {@code /*UPLOT*}{@code /} and {@code /*DATA*}{@code /} where they are to stand.
 */
public final class UplotPage {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private UplotPage() {}

    /**
     * The page in UTF-8.
     *
     * @param owner class beside which the template lies
     */
    public static byte[] of(Class<?> owner, String template, Map<String, ?> data) {
        return resource(owner, template)
                .replace(
                        "/*STYLE*/",
                        resource(UplotPage.class, UPLOT + "uPlot.min.css") + resource(UplotPage.class, "page.css"))
                .replace("/*UPLOT*/", resource(UplotPage.class, UPLOT + "uPlot.iife.min.js"))
                .replace("/*DATA*/", json(data))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Numbers as JSON can have them: null for what is not finite. */
    public static List<Double> numbers(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> Double.isFinite(value) ? (Double) value : null)
                .toList();
    }

    /** JSON that may stand in a script element: no text in it can end the element. */
    private static String json(Map<String, ?> data) {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
