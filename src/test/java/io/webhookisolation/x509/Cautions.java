package io.webhookisolation.x509;

import io.webhookisolation.model.TrustBundle;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why we refuse what Go accepts: each reason is on purpose, and safe. What stands here, stands in ADR 0017. */
final class Cautions {

    private record Caution(Pattern ours, String reason) {}

    private static final List<Caution> ALL = List.of(
            caution("invalid policies", "policies are limited or mapped, and we follow none"),
            caution("mail addresses or URIs", "mail addresses and URIs are never held against constraints"),
            caution("cannot parse a URI", "a URI is not of the plainest form"),
            caution("failed to parse constraint", "a constraint for mail is not of the plainest form"),
            caution("invalid attribute value", "a name is written in two-byte text"),
            caution("malformed time", "a time has an offset or no seconds"),
            caution("IP address is not permitted", "ranges with host bits, where Go's own search is hard to follow"),
            caution("not for addresses", "we compare names, neither addresses nor names that end in a period"),
            caution("valid for .*, not \\*\\.", "a star in the name that nobody asks for"),
            caution(
                    "not written as DER asks for|elements? expected|out of its turn|behind its end|tag \\d+ expected",
                    "octets at a place at which Go does not look"),
            caution("public key is of an unusual form", "keys on P-224, with which the JDK verifies nothing"),
            caution("the JDK does not read it", "a certificate of the bundle that the JDK does not read"));

    private Cautions() {}

    private static Caution caution(String ours, String reason) {
        return new Caution(Pattern.compile(ours), reason);
    }

    /** Looks at what we say of the chain, and at what we do not say of each certificate that we passed over. */
    static Optional<String> reason(String ours, TrustBundle bundle) {
        var texts = Stream.concat(
                        Stream.of(ours),
                        PemBlock.findAll(bundle.bytes()).stream().map(Cautions::fault))
                .toList();
        return ALL.stream()
                .filter(caution -> texts.stream()
                        .anyMatch(text -> caution.ours.matcher(text).find()))
                .map(Caution::reason)
                .findFirst();
    }

    private static String fault(PemBlock block) {
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.bytes()));
            return fault(certificate);
        } catch (CertificateException e) {
            return "the JDK does not read it";
        }
    }

    private static String fault(X509Certificate certificate) {
        try {
            ParsedCertificate.of(certificate);
            return "";
        } catch (CertificateParsingException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
