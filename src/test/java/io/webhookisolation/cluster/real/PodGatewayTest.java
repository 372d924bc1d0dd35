package io.webhookisolation.cluster.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodGatewayTest {

    private final List<String> dialled = new CopyOnWriteArrayList<>();
    private ServerSocket pod;
    private PodGateway gateway;

    @BeforeEach
    void open() throws IOException {
        pod = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gateway = PodGateway.listen(this::dial);
    }

    @AfterEach
    void close() throws IOException {
        gateway.close();
        pod.close();
    }

    @Test
    void anAddressThatNoPodHasIsRefusedAndSeen() {
        assertThatThrownBy(() -> connect(address("10.9.9.9", 443)))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("Host unreachable");
        assertThat(dialled).containsExactly("10.9.9.9:443");
    }

    @Test
    void aNameIsNotLookedUp() {
        assertThatThrownBy(() -> connect(InetSocketAddress.createUnresolved("localhost", pod.getLocalPort())))
                .hasMessageContaining("Host unreachable");
        assertThat(dialled).containsExactly("localhost:" + pod.getLocalPort());
    }

    @Test
    void aPortThatNobodyListensOnIsRefused() {
        assertThatThrownBy(() -> connect(address("10.244.0.10", 1))).hasMessageContaining("refused");
    }

    @Test
    void bytesPassBothWaysUntilThePodCloses() throws IOException {
        try (var socket = connect(address("10.244.0.10", 9443));
                var served = pod.accept()) {
            socket.getOutputStream().write("question".getBytes(US_ASCII));
            var question = new String(served.getInputStream().readNBytes(8), US_ASCII);
            served.getOutputStream().write("answer".getBytes(US_ASCII));
            served.close();
            var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(List.of(question, answer)).containsExactly("question", "answer");
        }
    }

    private Socket dial(String host, int port, Duration timeout) throws IOException {
        dialled.add(host + ":" + port);
        if (!host.equals("10.244.0.10")) {
            throw new NoRouteToHostException(host);
        }
        if (port != 9443) {
            throw new ConnectException();
        }
        return new Socket(pod.getInetAddress(), pod.getLocalPort());
    }

    private static InetSocketAddress address(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private Socket connect(InetSocketAddress target) throws IOException {
        var socket = new Socket(new Proxy(Proxy.Type.SOCKS, gateway.address()));
        try {
            socket.connect(target, 5000);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }
}
