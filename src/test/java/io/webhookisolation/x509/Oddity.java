package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateDraft;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the JDK and Go may see with different eyes.
 *
 * @param one what is odd about one certificate of a chain
 * @param issuer what its issuer needs for that, or nothing
 */
record Oddity(String what, UnaryOperator<CertificateDraft> one, UnaryOperator<CertificateDraft> issuer) {

    static final List<Oddity> ALL = Stream.of(
                    ExtensionOddities.ALL, NameOddities.ALL, FieldOddities.ALL, new KeyOddities().all())
            .flatMap(List::stream)
            .toList();

    Oddity(String what, UnaryOperator<CertificateDraft> one) {
        this(what, one, UnaryOperator.identity());
    }

    static Oddity named(String what) {
        return ALL.stream()
                .filter(candidate -> candidate.what.equals(what))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(what));
    }

    /** An extension as it is: its content in hexadecimal digits. */
    static Oddity extension(String what, String identifier, boolean critical, String content) {
        return new Oddity(
                what,
                draft -> draft.extension(identifier, critical, HexFormat.of().parseHex(content)));
    }
}
