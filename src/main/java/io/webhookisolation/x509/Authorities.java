package io.webhookisolation.x509;

import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Tells which authority a served chain comes from, without a bundle to hold it against. */
public final class Authorities {

    private static final String AUTHORITY_KEY = "2.5.29.35";

    private Authorities() {}

    /**
     * A name that two chains share if one authority signed both: the issuer's name, and its key as the certificate tells
     * it. Authorities that replicas make for themselves have one name and many keys.
     *
     * @param chain leaf first, not empty
     */
    public static String of(List<X509Certificate> chain) {
        var top = chain.getLast();
        var selfSigned = top.getIssuerX500Principal().equals(top.getSubjectX500Principal());
        var key = selfSigned ? top.getPublicKey().getEncoded() : top.getExtensionValue(AUTHORITY_KEY);
        return top.getIssuerX500Principal().getName() + " "
                + HexFormat.of().formatHex(Objects.requireNonNullElse(key, new byte[0]));
    }
}
