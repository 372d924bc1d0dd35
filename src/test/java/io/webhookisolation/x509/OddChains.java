package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.CertificateDraft;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.property.Dice;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chains of leaf, intermediate and root that would verify but for one oddity, or two, of one of the three; all oddities in
 * turn, and each on each of them. Every set of certificates is judged as it stands, and once more {@link Disorder served
 * or trusted in another way}.
 */
final class OddChains {

    static final String FAMILY = "odd certificates";

    private enum Place {
        LEAF,
        MIDDLE,
        ROOT
    }

    private static final List<Place> PLACES = List.of(Place.values());
    private static final int SECOND_ODDITY = 20;

    private final Dice dice;
    private final Disorder disorder;

    OddChains(Dice dice) {
        this.dice = dice;
        this.disorder = new Disorder(dice);
    }

    /** A set of certificates. */
    record Issued(CertificateAuthority root, X509Certificate middle, X509Certificate leaf) {}

    Stream<JudgedChain> take(int count) {
        return IntStream.iterate(0, number -> number + 1)
                .boxed()
                .flatMap(this::cases)
                .limit(count);
    }

    /** Nothing if the JDK reads no such certificate at any place. */
    private Stream<JudgedChain> cases(int number) {
        var oddity = Oddity.ALL.get(number % Oddity.ALL.size());
        var round = number / Oddity.ALL.size();
        for (var turn = 0; turn < PLACES.size(); turn++) {
            var place = PLACES.get((number + round + turn) % PLACES.size());
            var oddities = new ArrayList<>(List.of(oddity.what()));
            var issued = issue(oddity, place, oddities);
            if (issued.isPresent()) {
                return Stream.of(plain(issued.get(), oddities), disorder.of(issued.get(), oddities));
            }
        }
        return Stream.empty();
    }

    private static JudgedChain plain(Issued issued, List<String> oddities) {
        return new JudgedChain(
                FAMILY,
                oddities,
                List.of(issued.leaf, issued.middle),
                Pem.bundle(issued.root.certificate()),
                Judged.NAME,
                Judged.NOW);
    }

    /** Nothing if the JDK does not read what comes out. */
    private Optional<Issued> issue(Oddity oddity, Place place, List<String> oddities) {
        UnaryOperator<CertificateDraft> second = UnaryOperator.identity();
        var secondPlace = dice.oneOf(PLACES);
        if (dice.percent(SECOND_ODDITY)) {
            var another = dice.oneOf(Oddity.ALL);
            oddities.add(another.what());
            second = another.one();
        }
        var drawn = second;
        try {
            var root = CertificateAuthority.create(
                    "root", draft -> changed(draft, Place.ROOT, oddity, place, drawn, secondPlace));
            var middle = root.intermediate(
                    "middle", draft -> changed(draft, Place.MIDDLE, oddity, place, drawn, secondPlace));
            var leaf = middle.leaf(
                    "leaf", draft -> changed(draft.names(Judged.NAME), Place.LEAF, oddity, place, drawn, secondPlace));
            return Optional.of(new Issued(root, middle.certificate(), leaf.leaf()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static CertificateDraft changed(
            CertificateDraft draft,
            Place here,
            Oddity oddity,
            Place place,
            UnaryOperator<CertificateDraft> second,
            Place secondPlace) {
        var isIssuer = here == issuerOf(place);
        var prepared = isIssuer ? oddity.issuer().apply(draft) : draft;
        var odd = here == place ? oddity.one().apply(prepared) : prepared;
        return here == secondPlace ? second.apply(odd) : odd;
    }

    /** A root is its own issuer. */
    private static Place issuerOf(Place place) {
        return PLACES.get(Math.min(PLACES.indexOf(place) + 1, PLACES.size() - 1));
    }
}
