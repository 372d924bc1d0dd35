package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeOutcome;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.TrustManager;

/**
 * One TLS handshake over one connection, as the API server would begin it, to see what is served.
 *
 * <p>An engine of its own instead of an SSLSocket: what the other side sends is counted and looked at, and no session
 * is ever resumed (a resumed one shows no certificate). JSSE bounds the chain: 10 certificates, 32 KiB a message.
 */
final class Handshake {

    // Far above any chain that JSSE accepts; a server that sends more wants to keep us busy.
    private static final int MOST_BYTES = 256 * 1024;
    private static final int ALERT_RECORD = 21;
    private static final int HANDSHAKE_RECORD = 22;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Socket socket;
    private final ServedIdentity identity = new ServedIdentity();
    private final SSLEngine engine;
    private final ByteBuffer incoming;
    private final ByteBuffer outgoing;
    private final ByteBuffer content;
    private int received;
    private int firstByte = -1;

    Handshake(Socket socket, String serverName) throws GeneralSecurityException {
        this.socket = socket;
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {identity.noClientCertificate()}, new TrustManager[] {identity.trust()}, null);
        engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        engine.setSSLParameters(parameters);
        incoming =
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        content = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /** Times out by the socket's own time-out; whoever wants an overall deadline interrupts. */
    ProbeOutcome outcome() throws SocketTimeoutException {
        try {
            shake();
            return new ProbeOutcome.Served(identity.chain());
        } catch (SocketTimeoutException silence) {
            throw silence;
        } catch (IOException failure) {
            return judge(failure);
        }
    }

    /**
     * Counts against the Pod only what shows that no TLS server is there. An alert or a broken handshake may come from
     * an owner that speaks a TLS that we do not, so it says nothing.
     */
    private ProbeOutcome judge(IOException failure) {
        if (identity.provedBeforeAskingForOurs()) {
            return new ProbeOutcome.Served(identity.chain());
        }
        return switch (firstByte) {
            case -1 -> new ProbeOutcome.NotTls("closed the connection without an answer");
            case HANDSHAKE_RECORD, ALERT_RECORD ->
                new ProbeOutcome.Unreachable("the TLS handshake failed: " + failure.getMessage());
            default -> new ProbeOutcome.NotTls("answered something other than TLS");
        };
    }

    private void shake() throws IOException {
        engine.beginHandshake();
        var status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
            status = switch (status) {
                case NEED_TASK -> compute();
                case NEED_WRAP -> send();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive();
                case FINISHED, NOT_HANDSHAKING -> status;
            };
        }
        engine.closeOutbound();
        send();
    }

    private HandshakeStatus compute() {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return engine.getHandshakeStatus();
    }

    private HandshakeStatus send() throws IOException {
        outgoing.clear();
        var result = engine.wrap(NOTHING, outgoing);
        socket.getOutputStream().write(outgoing.array(), 0, outgoing.position());
        return result.getHandshakeStatus();
    }

    private HandshakeStatus receive() throws IOException {
        content.clear();
        var result = engine.unwrap(incoming, content);
        if (result.getStatus() == Status.CLOSED) {
            throw new IOException("the other side ended it");
        }
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            read();
        }
        return result.getHandshakeStatus();
    }

    private void read() throws IOException {
        incoming.compact();
        var count = socket.getInputStream().read(incoming.array(), incoming.position(), incoming.remaining());
        if (count < 0) {
            throw new IOException("the other side closed the connection");
        }
        received += count;
        if (received > MOST_BYTES) {
            throw new IOException("the other side sent more than " + MOST_BYTES + " bytes");
        }
        if (firstByte < 0) {
            firstByte = Byte.toUnsignedInt(incoming.get(0));
        }
        incoming.position(incoming.position() + count).flip();
    }
}
