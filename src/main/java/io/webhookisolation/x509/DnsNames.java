package io.webhookisolation.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** DNS names of a leaf, and the rule by which Go matches them with the server name that the API server asks for. */
public final class DnsNames {

    private static final Pattern HOST_NAME = Pattern.compile("\\w[\\w-]*(\\.\\w[\\w-]*)*");

    private DnsNames() {}

    /** The DNS names of the extension, lower-case; the common name never counts, nor do IP addresses. */
    public static SortedSet<String> of(X509Certificate leaf) {
        var names = new TreeSet<String>();
        try {
            SubjectNames.of(leaf).dnsNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        } catch (CertificateParsingException e) {
            return Collections.emptySortedSet();
        }
        return Collections.unmodifiableSortedSet(names);
    }

    /**
     * Whether a name of a certificate covers a host: equal but for case, or with {@code *} as the whole leftmost label.
     */
    public static boolean matches(String pattern, String host) {
        var wanted = host.toLowerCase(Locale.ROOT);
        var offered = pattern.toLowerCase(Locale.ROOT);
        if (!offered.startsWith("*.")) {
            return offered.equals(wanted) && !offered.isEmpty();
        }
        var dot = wanted.indexOf('.');
        var parent = offered.substring(1);
        return dot > 0
                && wanted.substring(dot).equals(parent)
                && HOST_NAME.matcher(wanted).matches();
    }
}
