package io.webhookisolation.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;

/**
 * A certificate with what Go's verifier asks of it, read once.
 *
 * @param knownKey whether its key is of a kind that Go knows
 * @param issuersKey what it calls the key that signed it; empty if it does not say
 */
record ParsedCertificate(
        X509Certificate certificate,
        Encoding encoding,
        boolean knownKey,
        Usage usage,
        SubjectNames names,
        Optional<NameConstraints> constraints,
        String issuersKey) {

    private static final int VERSION_3 = 3;

    static ParsedCertificate of(X509Certificate certificate) throws CertificateParsingException {
        var encoding = Encoding.of(certificate);
        var extensions = encoding.extensions();
        return new ParsedCertificate(
                certificate,
                encoding,
                PublicKeyForm.isKnown(encoding.publicKey(), certificate.getPublicKey()),
                Usage.of(extensions),
                SubjectNames.of(extensions),
                NameConstraints.of(extensions),
                extensions.issuersKey());
    }

    static Optional<ParsedCertificate> ifReadable(X509Certificate certificate) {
        try {
            return Optional.of(of(certificate));
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    /** Go compares names as they are written, and so tells upper from lower case. */
    boolean issued(ParsedCertificate child) {
        return encoding.subject().same(child.encoding.issuer());
    }

    /** How well the key identifiers fit, best first. Go tries its candidates in this order, and gives up in time. */
    int rankAsIssuerOf(ParsedCertificate child) {
        var own = encoding.extensions().ownKey();
        if (own.equals(child.issuersKey)) {
            return 0;
        }
        return own.isEmpty() || child.issuersKey.isEmpty() ? 1 : 2;
    }

    /** Same subject, key and names: cross-signed authorities are one step of a path, never two. */
    boolean isIn(List<ParsedCertificate> path) {
        for (var other : path) {
            if (encoding.subject().same(other.encoding.subject())
                    && encoding.publicKey().same(other.encoding.publicKey())) {
                if (names.present() != other.names.present()) {
                    // Go looks no further here, though a later one might be the same.
                    return false;
                }
                if (names.encoding().equals(other.names.encoding())) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasUnhandledExtension() {
        var extensions = encoding.extensions();
        var critical = extensions.critical();
        return extensions.hasUnknownCritical()
                || (critical.contains(Extensions.SUBJECT_NAMES) && names.countForNothing())
                || (critical.contains(Extensions.NAME_CONSTRAINTS)
                        && constraints.filter(NameConstraints::unreadInPart).isPresent());
    }

    /** Why this certificate's key cannot have signed {@code child}, or empty if it has. */
    Optional<String> signatureFault(ParsedCertificate child) {
        if ((certificate.getVersion() == VERSION_3 && !usage.authority()) || !usage.mayCertify()) {
            return Optional.of("x509: invalid signature: parent certificate cannot sign this kind of certificate");
        }
        var key = certificate.getPublicKey();
        if (!Signatures.isSound(child.certificate) || !Signatures.isSound(key)) {
            return Optional.of("x509: cannot verify signature: insecure or unknown algorithm "
                    + child.certificate.getSigAlgName());
        }
        try {
            child.certificate.verify(key);
            return Signatures.isStrict(child.certificate, key)
                    ? Optional.empty()
                    : Optional.of("x509: signature is not written as Go asks for");
        } catch (GeneralSecurityException e) {
            return Optional.of("x509: signature does not verify under this key");
        }
    }

    /** Go's text if {@code now} is outside the dates. */
    Optional<String> datesFault(Instant now) {
        var notBefore = certificate.getNotBefore().toInstant();
        var notAfter = certificate.getNotAfter().toInstant();
        var side = now.isBefore(notBefore) ? " is before " + notBefore : " is after " + notAfter;
        return now.isBefore(notBefore) || now.isAfter(notAfter)
                ? Optional.of("x509: certificate has expired or is not yet valid: current time "
                        + now.truncatedTo(ChronoUnit.SECONDS) + side)
                : Optional.empty();
    }

    /** The last CN of the subject, as Go reads it; empty if there is none. */
    String commonName() {
        try {
            var commonName = "";
            for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                var value = part.toAttributes().get("CN");
                commonName = value == null ? commonName : String.valueOf(value.get());
            }
            return commonName;
        } catch (NamingException e) {
            return "";
        }
    }
}
