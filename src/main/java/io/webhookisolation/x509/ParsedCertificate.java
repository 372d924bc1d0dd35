package io.webhookisolation.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** A certificate with what Go's verifier asks of it, read once. */
record ParsedCertificate(
        X509Certificate certificate, SubjectNames names, Optional<NameConstraints> constraints, List<String> purposes) {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int KEY_CERT_SIGN = 5;

    /** Go knows no SHA-1, MD5 and DSA signatures on certificates. */
    private static final Pattern SIGNATURES =
            Pattern.compile("SHA(256|384|512)with(RSA|ECDSA)|RSASSA-PSS|EdDSA|Ed25519", Pattern.CASE_INSENSITIVE);

    static ParsedCertificate of(X509Certificate certificate) throws CertificateParsingException {
        if (certificate.getSerialNumber().signum() < 0) {
            throw new CertificateParsingException("negative serial number");
        }
        return new ParsedCertificate(
                certificate,
                SubjectNames.of(certificate),
                NameConstraints.of(certificate),
                orEmpty(certificate.getExtendedKeyUsage()));
    }

    private static List<String> orEmpty(@Nullable List<String> purposes) {
        return purposes == null ? List.of() : purposes;
    }

    boolean issued(ParsedCertificate child) {
        return certificate.getSubjectX500Principal().equals(child.certificate.getIssuerX500Principal());
    }

    /** Same subject, key and names: cross-signed authorities are one step of a path, never two. */
    boolean sameEntity(ParsedCertificate other) {
        return certificate.getSubjectX500Principal().equals(other.certificate.getSubjectX500Principal())
                && certificate.getPublicKey().equals(other.certificate.getPublicKey())
                && names.dnsNames().equals(other.names.dnsNames());
    }

    /** Why this certificate's key cannot have signed {@code child}, or empty if it has. */
    Optional<String> signatureFault(ParsedCertificate child) {
        if ((certificate.getVersion() == 3 && !isAuthority()) || !mayCertify()) {
            return Optional.of("x509: invalid signature: parent certificate cannot sign this kind of certificate");
        }
        var algorithm = child.certificate.getSigAlgName();
        if (!SIGNATURES.matcher(algorithm).matches()) {
            return Optional.of("x509: cannot verify signature: insecure or unknown algorithm " + algorithm);
        }
        try {
            child.certificate.verify(certificate.getPublicKey());
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("x509: signature does not verify under this key");
        }
    }

    boolean isAuthority() {
        return certificate.getBasicConstraints() >= 0;
    }

    private boolean mayCertify() {
        var usage = certificate.getKeyUsage();
        return usage == null || usage[KEY_CERT_SIGN];
    }

    boolean allowsAuthoritiesBelow(int count) {
        return !isAuthority() || count <= certificate.getBasicConstraints();
    }

    boolean allowsServers() {
        return purposes.isEmpty() || purposes.contains(SERVER_AUTH) || purposes.contains(ANY_PURPOSE);
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
