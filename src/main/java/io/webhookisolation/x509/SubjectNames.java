package io.webhookisolation.x509;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The subject alternative names of a certificate, in the order in which it lists them.
 *
 * @param present whether it has the extension at all
 * @param addresses IP addresses, four or sixteen octets each
 * @param others how many names are neither DNS names nor IP addresses
 */
record SubjectNames(boolean present, List<String> dnsNames, List<byte[]> addresses, int others) {

    private static final String EXTENSION = "2.5.29.17";
    static final int DNS_NAME = Der.CONTEXT | 2;
    static final int IP_ADDRESS = Der.CONTEXT | 7;

    SubjectNames {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
    }

    static SubjectNames of(X509Certificate certificate) throws CertificateParsingException {
        var extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return new SubjectNames(false, List.of(), List.of(), 0);
        }
        var dnsNames = new ArrayList<String>();
        var addresses = new ArrayList<byte[]>();
        var others = 0;
        for (var name : Der.parse(Der.parse(extension).content()).children()) {
            switch (name.tag()) {
                case DNS_NAME -> dnsNames.add(new String(name.content(), StandardCharsets.US_ASCII));
                case IP_ADDRESS -> addresses.add(name.content());
                default -> others++;
            }
        }
        return new SubjectNames(true, dnsNames, addresses, others);
    }
}
