package io.webhookisolation.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.SortedSet;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate before it is signed (RFC 5280). */
final class Draft {

    private static final int SERIAL_BITS = 128;
    private static final int IPV4_RANGE_OCTETS = 8;
    private static final int IPV6_RANGE_OCTETS = 32;

    private final X500Principal subject;
    private final PublicKey publicKey;
    private final Validity validity;
    private final List<Extension> extensions = new ArrayList<>();

    Draft(X500Principal subject, PublicKey publicKey, Validity validity) {
        this.subject = subject;
        this.publicKey = publicKey;
        this.validity = validity;
    }

    Draft authority(int authoritiesBelow) {
        add(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow));
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return this;
    }

    /** These DNS names and those below, and no IP address at all. */
    Draft constrainedTo(SortedSet<String> subtrees) {
        var permitted = subtrees.stream()
                .map(name -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)))
                .toArray(GeneralSubtree[]::new);
        var excluded = new GeneralSubtree[] {anyAddress(IPV4_RANGE_OCTETS), anyAddress(IPV6_RANGE_OCTETS)};
        add(Extension.nameConstraints, true, new NameConstraints(permitted, excluded));
        return this;
    }

    /** As this authority is bound, if it is. */
    Draft constrainedAs(X509Certificate authority) {
        try {
            var constraints = new JcaX509CertificateHolder(authority).getExtension(Extension.nameConstraints);
            if (constraints != null) {
                extensions.add(constraints);
            }
            return this;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read or made before", e);
        }
    }

    Draft server(SortedSet<String> names) {
        var encipherment = publicKey.getAlgorithm().equals("RSA") ? KeyUsage.keyEncipherment : 0;
        add(Extension.basicConstraints, true, new BasicConstraints(false));
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | encipherment));
        add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        add(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
        return this;
    }

    X509Certificate signedBy(Authority issuer, SecureRandom random) throws CannotIssueException {
        var certificate = issuer.certificate();
        return signedBy(certificate.getSubjectX500Principal(), certificate.getPublicKey(), issuer.key(), random);
    }

    X509Certificate signedBy(X500Principal issuer, PublicKey issuerKey, SigningKey key, SecureRandom random)
            throws CannotIssueException {
        if (validity.isEmpty()) {
            throw new CannotIssueException("nothing is left of the time in which " + issuer.getName()
                    + " may issue: from " + validity.notBefore() + " to " + validity.notAfter());
        }
        try {
            var identifiers = new JcaX509ExtensionUtils();
            add(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(publicKey));
            add(Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerKey));
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE),
                    Date.from(validity.notBefore()),
                    Date.from(validity.notAfter()),
                    subject,
                    publicKey);
            for (var extension : extensions) {
                builder.addExtension(extension);
            }
            var signer = new JcaContentSignerBuilder(key.signatureAlgorithm())
                    .setSecureRandom(random)
                    .build(key.toPrivateKey());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot sign a certificate for " + subject.getName(), e);
        }
    }

    private void add(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable content) {
        try {
            extensions.add(
                    new Extension(type, critical, content.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GeneralSubtree anyAddress(int octets) {
        return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[octets])));
    }
}
