package io.webhookisolation.pki;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Which authority a certificate is, in the sequence of its rotations.
 *
 * @param series twelve lower-case hex digits, the same for all generations of one serving Secret
 * @param number counts from 1; 0 is what was there before us, and has no such name
 */
public record GenerationName(String series, int number) {

    private static final Pattern SERIES = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern FORM = Pattern.compile("CN=webhook-ca ([0-9a-f]{12}) g([1-9][0-9]{0,7})");

    public GenerationName {
        if (!SERIES.matcher(series).matches()) {
            throw new IllegalArgumentException("a series is twelve lower-case hex digits, not \"" + series + "\"");
        }
        if (number < 1 || number > 999_999_999) {
            throw new IllegalArgumentException("generations count from 1 to 999999999, not " + number);
        }
    }

    /** The name in the subject of this certificate, if it is one of ours by its form; anyone can write that form. */
    public static Optional<GenerationName> of(X509Certificate authority) {
        return of(authority.getSubjectX500Principal());
    }

    /** The same of whoever issued it, whether that authority is at hand or lost. */
    public static Optional<GenerationName> ofIssuer(X509Certificate leaf) {
        return of(leaf.getIssuerX500Principal());
    }

    private static Optional<GenerationName> of(X500Principal name) {
        var parts = FORM.matcher(name.getName());
        return parts.matches()
                ? Optional.of(new GenerationName(parts.group(1), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    public GenerationName next() {
        return new GenerationName(series, number + 1);
    }

    /** Shorter than the 64 characters that X.509 allows. */
    public String commonName() {
        return "webhook-ca " + series + " g" + number;
    }
}
