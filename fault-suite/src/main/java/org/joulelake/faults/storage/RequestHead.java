package org.joulelake.faults.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first lines of an HTTP request.
 *
 * @param lines request line and headers
 */
record RequestHead(List<String> lines) {

    private static final int MAX_BYTES = 64 << 10;
    private static final String END = "\r\n\r\n";
    private static final int END_BYTES = 0x0d0a0d0a;

    /** Takes a copy. */
    RequestHead {
        lines = List.copyOf(lines);
    }

    /** Reads up to and including the empty line; empty if the client has closed the connection instead. */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != END_BYTES) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            bytes.write(next);
            lastFour = lastFour << Byte.SIZE | next;
            if (bytes.size() > MAX_BYTES) {
                throw new IOException("a request whose head is longer than " + MAX_BYTES + " bytes");
            }
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(new RequestHead(
                text.substring(0, text.length() - END.length()).lines().toList()));
    }

    /** Bytes of the body. */
    long contentLength() {
        return header("content-length").map(Long::parseLong).orElse(0L);
    }

    /** Whether the client waits for an answer before it sends the body. */
    boolean expectsContinue() {
        return header("expect").isPresent();
    }

    /** The head, as asked by a client that sends no second request. */
    byte[] closing() {
        StringBuilder text = new StringBuilder();
        lines.stream().filter(line -> !name(line).equals("connection")).forEach(line -> text.append(line)
                .append("\r\n"));
        return text.append("Connection: close").append(END).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Optional<String> header(String name) {
        return lines.stream()
                .filter(line -> name(line).equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }
}
