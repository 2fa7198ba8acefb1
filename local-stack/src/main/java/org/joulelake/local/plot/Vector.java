package org.joulelake.local.plot;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.awt.Dimension;
import java.io.ByteArrayOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/** A figure in lines. What XChart writes on the axes are outlines of letters; its title and description say it in letters. */
final class Vector {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Digits after the point of a coordinate in pixels. */
    private static final int PRECISION = 2;

    private Vector() {}

    static byte[] svg(Figure figure, int width, int height) {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(PRECISION);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        Paper.paint(figure, graphics, width, height);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 %d %d".formatted(width, height));
        root.setAttribute("role", "img");
        root.insertBefore(text(document, "desc", description(figure)), root.getFirstChild());
        root.insertBefore(text(document, "title", figure.title()), root.getFirstChild());
        return bytes(root);
    }

    private static String description(Figure figure) {
        return Stream.of(
                        Stream.of(figure.valueLabel(), figure.time().label()),
                        figure.curves().stream().map(Figure.Curve::legend),
                        figure.notes().stream())
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static Element text(Document document, String name, String text) {
        Element element = document.createElementNS(NAMESPACE, name);
        element.setTextContent(text);
        return element;
    }

    private static Document document() {
        try {
            DOMImplementation implementation = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation();
            return implementation.createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Element root) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(root), new StreamResult(bytes));
        } catch (TransformerException e) {
            throw new IllegalStateException("cannot encode a picture in memory", e);
        }
        return bytes.toByteArray();
    }
}
