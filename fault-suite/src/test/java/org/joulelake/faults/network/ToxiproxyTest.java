package org.joulelake.faults.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;

import org.joulelake.faults.process.LoopbackPorts;

/** Each trouble does what its name says; a network that only seems to be cut would prove nothing. */
@Timeout(60)
class ToxiproxyTest {

    @TempDir
    private Path folder;

    private EchoServer server;
    private Toxiproxy toxiproxy;
    private Link link;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> binary = ToxiproxyBinary.find();
        assumeTrue(binary.isPresent(), ToxiproxyBinary.ADVICE);
        server = EchoServer.start();
        toxiproxy = Toxiproxy.start(binary.get(), folder.resolve("toxiproxy.log"));
        port = LoopbackPorts.free(1).remove();
        link = toxiproxy.link("link", port, server.port());
    }

    @AfterEach
    void stop() throws IOException {
        if (toxiproxy != null) {
            toxiproxy.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(LinkTrouble.class)
    void aHealedLinkCarriesNewConnections(LinkTrouble trouble) throws Exception {
        link.trouble(trouble);
        link.heal(trouble);
        try (Socket socket = connect()) {
            assertThat(echo(socket, 'a')).isEqualTo('a');
        }
    }

    @Test
    void aCutClosesConnectionsAndRefusesNewOnes() throws Exception {
        try (Socket socket = connect()) {
            echo(socket, 'a');
            link.trouble(LinkTrouble.CUT);
            assertThat(isClosed(socket)).isTrue();
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void inSilenceNothingArrives() throws Exception {
        try (Socket socket = connect()) {
            echo(socket, 'a');
            link.trouble(LinkTrouble.SILENCE);
            socket.getOutputStream().write('b');
            link.heal(LinkTrouble.SILENCE);
            assertThat(isClosed(socket)).isTrue();
        }
        server.awaitEndOfConnection();
        assertThat(server.received()).isEqualTo("a");
    }

    @Test
    void whenAnswersAreLostRequestsArriveAllTheSame() throws Exception {
        try (Socket socket = connect()) {
            echo(socket, 'a');
            link.trouble(LinkTrouble.ANSWERS_LOST);
            socket.getOutputStream().write('b');
            server.awaitReceived("ab");
            link.heal(LinkTrouble.ANSWERS_LOST);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aConnectionThatIsResetEndsAtTheFirstByte() throws Exception {
        link.trouble(LinkTrouble.RESET);
        try (Socket socket = connect()) {
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aTroubleThatCameTwiceStaysUntilItIsHealedTwice() throws Exception {
        link.trouble(LinkTrouble.CUT);
        link.trouble(LinkTrouble.LATENCY);
        link.trouble(LinkTrouble.CUT);
        link.heal(LinkTrouble.LATENCY);
        link.heal(LinkTrouble.CUT);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

        link.heal(LinkTrouble.CUT);
        try (Socket socket = connect()) {
            assertThat(echo(socket, 'a')).isEqualTo('a');
        }
        assertThatThrownBy(() -> link.heal(LinkTrouble.CUT)).isInstanceOf(IllegalStateException.class);
    }

    private Socket connect() throws IOException {
        return new Socket(LoopbackPorts.HOST, port);
    }

    private static int echo(Socket socket, int letter) throws IOException {
        socket.getOutputStream().write(letter);
        return socket.getInputStream().read();
    }

    /** Waits for the next byte or the end; whether it is the end, in order or not. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write('c');
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
