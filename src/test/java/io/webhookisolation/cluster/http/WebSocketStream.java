package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Messages as text frames of RFC 6455; whatever the client sends is read and, but for ping and close, ignored. */
final class WebSocketStream implements MessageStream {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final byte[] NORMAL_CLOSURE = {(byte) (1000 >> 8), (byte) (1000 & 0xFF)};

    private final Wire wire;
    private final InputStream in;
    private final OutputStream out;

    private WebSocketStream(Wire wire) {
        this.wire = wire;
        this.in = wire.in();
        this.out = wire.out();
    }

    static WebSocketStream accept(HttpRequest request, Wire wire) throws IOException {
        var key = request.header("sec-websocket-key").orElseThrow(() -> new IOException("no Sec-WebSocket-Key"));
        var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
        wire.out().write(answer.getBytes(StandardCharsets.US_ASCII));
        wire.out().flush();
        return new WebSocketStream(wire);
    }

    @Override
    public void send(String message) throws IOException {
        frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void awaitEnd() {
        try {
            var open = true;
            while (open) {
                open = readFrame();
            }
        } catch (IOException gone) {
            // That is an end as well.
        }
    }

    @Override
    public void close() {
        try (wire) {
            frame(CLOSE, NORMAL_CLOSURE);
        } catch (IOException gone) {
            // The client went first.
        }
    }

    /** Whether the stream goes on. */
    private boolean readFrame() throws IOException {
        var first = in.read();
        if (first < 0) {
            return false;
        }
        var content = readContent();
        var kind = first & 0x0F;
        if (kind == PING) {
            frame(PONG, content);
        }
        return kind != CLOSE;
    }

    private byte[] readContent() throws IOException {
        var second = in.read();
        var masked = (second & 0x80) != 0;
        var length = length(second & 0x7F);
        var mask = masked ? in.readNBytes(4) : new byte[4];
        var content = in.readNBytes(length);
        for (var i = 0; i < content.length; i++) {
            content[i] ^= mask[i % 4];
        }
        return content;
    }

    private int length(int shortForm) throws IOException {
        return switch (shortForm) {
            case 126 -> ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xFFFF;
            case 127 -> Math.toIntExact(ByteBuffer.wrap(in.readNBytes(8)).getLong());
            default -> shortForm;
        };
    }

    private synchronized void frame(int kind, byte[] content) throws IOException {
        out.write(0x80 | kind);
        if (content.length < 126) {
            out.write(content.length);
        } else if (content.length <= 0xFFFF) {
            out.write(126);
            out.write(ByteBuffer.allocate(2).putShort((short) content.length).array());
        } else {
            out.write(127);
            out.write(ByteBuffer.allocate(8).putLong(content.length).array());
        }
        out.write(content);
        out.flush();
    }

    private static String accept(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
