package io.webhookisolation.model;

import java.util.Arrays;

/** The {@code caBundle} of a call site: its bytes as the API server reads them; empty means the system's roots. */
public final class TrustBundle {

    public static final TrustBundle EMPTY = new TrustBundle(new byte[0]);

    private final byte[] bytes;

    public TrustBundle(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustBundle bundle && Arrays.equals(bytes, bundle.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "TrustBundle[" + bytes.length + " bytes]";
    }
}
