package io.webhookisolation.x509;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One block of a PEM text, good or bad. What is a block, and where the search ends, is what Go's encoding/pem says.
 *
 * <p>A block may hold a private key: nothing here shows its bytes but {@link #bytes()}.
 */
public final class PemBlock {

    private final String type;
    private final int line;
    private final boolean headers;
    private final byte[] bytes;
    private final Optional<String> fault;

    private PemBlock(String type, int line, boolean headers, byte[] bytes, Optional<String> fault) {
        this.type = type;
        this.line = line;
        this.headers = headers;
        this.bytes = bytes;
        this.fault = fault;
    }

    static PemBlock good(String type, int line, boolean headers, byte[] bytes) {
        return new PemBlock(type, line, headers, bytes, Optional.empty());
    }

    static PemBlock bad(String type, int line, String fault) {
        return new PemBlock(type, line, false, new byte[0], Optional.of(fault));
    }

    /** All blocks in their order, those that Go passes over in silence too. */
    public static List<PemBlock> findAll(byte[] pem) {
        // Latin-1 maps every byte to one character, so that noise of any encoding survives the search for blocks.
        return new PemSearch(new String(pem, StandardCharsets.ISO_8859_1)).blocks();
    }

    /** What stands behind BEGIN. */
    public String type() {
        return type;
    }

    /** 1-based line of its BEGIN. */
    public int line() {
        return line;
    }

    /** Whether lines like {@code Proc-Type: 4,ENCRYPTED} stand before its content. */
    public boolean hasHeaders() {
        return headers;
    }

    /** Its content; nothing if it has a fault. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Why it cannot be decoded, as the end of a sentence. */
    public Optional<String> fault() {
        return fault;
    }
}
