package io.webhookisolation.x509;

import java.security.cert.CertificateParsingException;

/**
 * What the key of a certificate may be used for.
 *
 * @param authority whether it is that of an authority, by its basic constraints
 * @param pathLength how many authorities may stand below it
 * @param mayCertify whether its key usage, if there is one, allows it to sign certificates
 * @param allowsServers whether its purposes, if there are any, allow servers
 */
record Usage(boolean authority, int pathLength, boolean mayCertify, boolean allowsServers) {

    private static final String SERVER_AUTH = "2b06010505070301";
    private static final String ANY_PURPOSE = "551d2500";
    private static final int KEY_CERT_SIGN = 0x04;

    static Usage of(Extensions extensions) throws CertificateParsingException {
        var constraints = extensions.children(Extensions.BASIC_CONSTRAINTS);
        var purposes = extensions.children(Extensions.PURPOSES);
        return new Usage(
                !constraints.isEmpty()
                        && constraints.getFirst().is(Der.BOOLEAN)
                        && constraints.getFirst().truth(),
                !constraints.isEmpty() && constraints.getLast().is(Der.INTEGER)
                        ? constraints.getLast().count()
                        : Integer.MAX_VALUE,
                mayCertify(extensions),
                purposes.isEmpty()
                        || purposes.stream()
                                .map(Der::hex)
                                .anyMatch(purpose -> purpose.equals(SERVER_AUTH) || purpose.equals(ANY_PURPOSE)));
    }

    /** A key usage without a single bit says nothing to Go. */
    private static boolean mayCertify(Extensions extensions) throws CertificateParsingException {
        var usage = extensions.value(Extensions.KEY_USAGE);
        if (usage.isEmpty()) {
            return true;
        }
        var bits = usage.get().bits();
        return bits.length == 0 || (bits[0] == 0 && bits.length == 1) || (bits[0] & KEY_CERT_SIGN) != 0;
    }
}
