package io.webhookisolation.pki;

import io.webhookisolation.model.TrustBundle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** PEM text as every reader takes it: 64 columns, a line feed after each line. */
public final class Pem {

    private static final int COLUMNS = 64;

    private Pem() {}

    /** The bundle that holds these authorities, in this order. */
    public static TrustBundle bundle(List<X509Certificate> authorities) {
        return new TrustBundle(certificates(authorities));
    }

    static byte[] certificates(List<X509Certificate> certificates) {
        var text = new ByteArrayOutputStream();
        for (var certificate : certificates) {
            try {
                text.writeBytes(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read or made before", e);
            }
        }
        return text.toByteArray();
    }

    static byte[] block(String type, byte[] content) {
        var text = new ByteArrayOutputStream();
        text.writeBytes(("-----BEGIN " + type + "-----\n").getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encode(content));
        text.writeBytes(("\n-----END " + type + "-----\n").getBytes(StandardCharsets.US_ASCII));
        return text.toByteArray();
    }
}
