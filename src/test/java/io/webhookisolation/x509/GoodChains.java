package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.property.Dice;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Chains that verify, with roots in their bundle that others need; a few, drawn again and again. */
final class GoodChains {

    private static final int SETS = 20;

    private final Dice dice;
    private final List<Good> sets = Stream.generate(GoodChains::set).limit(SETS).toList();

    GoodChains(Dice dice) {
        this.dice = dice;
    }

    /** Leaf first; the root is not served. */
    record Good(List<X509Certificate> chain, X509Certificate root) {}

    Good draw() {
        return dice.oneOf(sets);
    }

    /** A bundle of so many others, the given one somewhere among them. */
    List<X509Certificate> among(X509Certificate root, int others) {
        var trusted = new ArrayList<>(List.of(root));
        for (var i = 0; i < others; i++) {
            trusted.add(draw().root());
        }
        return dice.shuffled(trusted);
    }

    private static Good set() {
        var root =
                CertificateAuthority.create("root", draft -> draft.permit("svc").excludeAddresses("0.0.0.0/0"));
        var served = root.intermediate("middle", draft -> draft.pathLength(0)).leaf(Judged.NAME);
        return new Good(served.chain(), root.certificate());
    }
}
