package org.joulelake.faults.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import org.joulelake.faults.process.LoopbackPorts;

/**
 * The front of an S3 endpoint: hands requests on, bytes as they are, or answers them as a storage in trouble does. One
 * request for each connection; toxiproxy, which knows no HTTP, cannot do it.
 */
public final class S3Front implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3Front.class);

    private final ServerSocket server;
    private final int upstreamPort;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "s3-front");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong troubled = new AtomicLong();
    private volatile S3Trouble trouble = S3Trouble.NONE;

    private S3Front(ServerSocket server, int upstreamPort) {
        this.server = server;
        this.upstreamPort = upstreamPort;
    }

    /** Listens on a port of the loopback interface, in front of another. */
    public static S3Front start(int port, int upstreamPort) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(LoopbackPorts.HOST), port));
            S3Front front = new S3Front(server, upstreamPort);
            front.threads.execute(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** How each request is answered from now on. */
    public void answerWith(S3Trouble how) {
        trouble = how;
    }

    /** Requests that were answered with an error so far. */
    public long troubled() {
        return troubled.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                LOG.debug("The front of the storage has ended", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Optional<RequestHead> head = RequestHead.read(client.getInputStream());
            if (head.isPresent()) {
                answer(client, head.get());
            }
        } catch (IOException e) {
            LOG.debug("A request to the storage was cut off", e);
        }
    }

    private void answer(Socket client, RequestHead head) throws IOException {
        S3Trouble how = trouble;
        if (how == S3Trouble.NONE) {
            forward(client, head, client.getOutputStream());
            return;
        }
        troubled.incrementAndGet();
        if (how.isDone()) {
            if (head.expectsContinue()) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            forward(client, head, OutputStream.nullOutputStream());
        } else if (!head.expectsContinue()) {
            copy(client.getInputStream(), OutputStream.nullOutputStream(), head.contentLength());
        }
        client.getOutputStream().write(how.answer().getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
    }

    private void forward(Socket client, RequestHead head, OutputStream answer) throws IOException {
        try (Socket upstream = new Socket(LoopbackPorts.HOST, upstreamPort)) {
            upstream.getOutputStream().write(head.closing());
            threads.execute(() -> forwardBody(client, upstream, head.contentLength()));
            upstream.getInputStream().transferTo(answer);
        }
    }

    private static void forwardBody(Socket client, Socket upstream, long length) {
        try {
            copy(client.getInputStream(), upstream.getOutputStream(), length);
        } catch (IOException e) {
            LOG.debug("The body of a request to the storage was cut off", e);
        }
    }

    private static void copy(InputStream from, OutputStream to, long length) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = length;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the connection ended " + left + " bytes before the body's end");
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
