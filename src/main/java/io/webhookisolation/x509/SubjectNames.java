package io.webhookisolation.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The subject alternative names of a certificate, in the order in which it lists them.
 *
 * @param addresses IP addresses, four or sixteen octets each
 * @param others how many are mail addresses or URIs; whatever is of yet another kind counts for nothing, as in Go
 * @param unclear whether one of those cannot be held against a name constraint
 * @param encoding of the whole; empty if the certificate has no such extension
 */
record SubjectNames(
        List<String> dnsNames, List<byte[]> addresses, int others, boolean unclear, Optional<String> encoding) {

    static final int MAIL = Der.CONTEXT | 1;
    static final int DNS_NAME = Der.CONTEXT | 2;
    static final int URI = Der.CONTEXT | 6;
    static final int IP_ADDRESS = Der.CONTEXT | 7;

    private static final String EXTENSION = "2.5.29.17";
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    SubjectNames {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
    }

    static SubjectNames of(X509Certificate certificate) throws CertificateParsingException {
        var extension = certificate.getExtensionValue(EXTENSION);
        return extension == null ? of(Extensions.NONE) : of(Der.parse(extension).unwrap());
    }

    static SubjectNames of(Extensions extensions) throws CertificateParsingException {
        var names = extensions.value(Extensions.SUBJECT_NAMES);
        return names.isPresent() ? of(names.get()) : new SubjectNames(List.of(), List.of(), 0, false, Optional.empty());
    }

    private static SubjectNames of(Der list) throws CertificateParsingException {
        var dnsNames = new ArrayList<String>();
        var addresses = new ArrayList<byte[]>();
        var others = 0;
        var unclear = false;
        for (var name : list.sequence(0)) {
            switch (name.tag()) {
                case DNS_NAME -> dnsNames.add(name.ascii());
                case IP_ADDRESS -> addresses.add(address(name));
                case MAIL -> {
                    others++;
                    unclear |= !HostNames.isMailbox(name.ascii());
                }
                case URI -> {
                    others++;
                    unclear |= !hasHost(name.ascii());
                }
                default -> {}
            }
        }
        return new SubjectNames(dnsNames, addresses, others, unclear, Optional.of(list.hex()));
    }

    boolean present() {
        return encoding.isPresent();
    }

    /** Whether Go reads nothing of the extension. */
    boolean countForNothing() {
        return dnsNames.isEmpty() && addresses.isEmpty() && others == 0;
    }

    private static byte[] address(Der name) throws CertificateParsingException {
        var octets = name.content();
        if (octets.length != IPV4 && octets.length != IPV6) {
            throw new CertificateParsingException("cannot parse IP address of length " + octets.length);
        }
        return octets;
    }

    private static boolean hasHost(String uri) throws CertificateParsingException {
        if (!HostNames.isPage(uri) && !HostNames.isUrn(uri)) {
            throw new CertificateParsingException("cannot parse a URI");
        }
        return HostNames.isPage(uri);
    }
}
