package io.webhookisolation.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One block of a PEM text, by the rules of Go's encoding/pem: it starts at the beginning of a line, ends with the END
 * line of its type, and may have headers.
 *
 * @param line 1-based line of its BEGIN
 * @param body what stands between BEGIN and END; empty if there is no END of its type
 */
record PemBlock(String type, int line, String body, boolean closed) {

    private static final Pattern BEGIN = Pattern.compile("^-----BEGIN (.*?)-----[ \\t]*\\r?$", Pattern.MULTILINE);
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** What a block turns out to be. */
    sealed interface Reading {
        record Good(X509Certificate certificate) implements Reading {}

        record Bad(String why) implements Reading {}

        /** Not meant to be a certificate. */
        record Skipped() implements Reading {}
    }

    static List<PemBlock> findAll(String text) {
        var blocks = new ArrayList<PemBlock>();
        var begin = BEGIN.matcher(text);
        for (var from = 0; begin.find(from); ) {
            var line = (int) text.substring(0, begin.start()).lines().count() + 1;
            var type = begin.group(1);
            var end = Pattern.compile(
                            "^-----END " + Pattern.quote(type) + "-----[ \\t]*\\r?$|^-----BEGIN ", Pattern.MULTILINE)
                    .matcher(text);
            var closed = end.find(begin.end()) && end.group().startsWith("-----END");
            blocks.add(new PemBlock(type, line, closed ? text.substring(begin.end(), end.start()) : "", closed));
            from = closed ? end.end() : begin.end();
        }
        return blocks;
    }

    Reading read() {
        if (!type.equals("CERTIFICATE")) {
            return new Reading.Skipped();
        }
        if (!closed) {
            return new Reading.Bad("has no END line");
        }
        if (body.contains(":")) {
            return new Reading.Bad("has headers, and Go reads no certificate with headers");
        }
        try {
            var text = WHITE_SPACE.matcher(body).replaceAll("");
            // The JDK forgives missing padding, Go does not.
            return text.length() % 4 == 0
                    ? certificate(Base64.getDecoder().decode(text))
                    : new Reading.Bad("is not base64");
        } catch (IllegalArgumentException e) {
            return new Reading.Bad("is not base64");
        }
    }

    private static Reading certificate(byte[] der) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            ParsedCertificate.of(certificate);
            return certificate.getEncoded().length == der.length
                    ? new Reading.Good(certificate)
                    : new Reading.Bad("has something behind its certificate");
        } catch (CertificateException e) {
            return new Reading.Bad("is not an X.509 certificate");
        }
    }
}
