package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.AuthorityRequest;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.pki.LeafRequest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chains of what we issue, over the years of a rotation: each generation's leaves with the right cross certificate, a
 * wrong one or none, against every kind of bundle, {n-1, n, n+1} among them. A rival, made anew after the keys were
 * lost, has the same subjects and other keys.
 */
final class IssuedChains {

    private static final Duration BACKDATE = Duration.ofHours(1);
    private static final Duration LEAF = Duration.ofDays(30);
    private static final Duration CA = Duration.ofDays(365);
    private static final Duration PERIOD = Duration.ofDays(152);
    private static final List<KeyKind> ALGORITHMS = List.of(
            KeyKind.ECDSA_256,
            KeyKind.ECDSA_256,
            KeyKind.ECDSA_384,
            KeyKind.ECDSA_256,
            KeyKind.RSA_3072,
            KeyKind.ECDSA_256);

    private final Dice dice;
    private final Issuer issuer = new Issuer(new SecureRandom());
    private final List<List<Authority>> lines = new ArrayList<>();
    private final List<X509Certificate> authorities = new ArrayList<>();
    private final List<X509Certificate> crosses = new ArrayList<>();
    private final List<List<X509Certificate>> leaves = new ArrayList<>();

    IssuedChains(Dice dice) throws CannotIssueException {
        this.dice = dice;
        for (var line = 0; line < 2; line++) {
            lines.add(generations());
        }
        for (var line : lines) {
            line.forEach(generation -> authorities.add(generation.certificate()));
            for (var n = 0; n < line.size(); n++) {
                leaves.add(leaves(line.get(n), start(n)));
                for (var before = Math.max(0, n - 2); before < n; before++) {
                    crosses.add(issuer.cross(line.get(n).certificate(), line.get(before)));
                }
            }
        }
    }

    Stream<JudgedChain> take(int count) {
        return IntStream.range(0, count).mapToObj(i -> draw());
    }

    private JudgedChain draw() {
        var leaf = dice.oneOf(dice.oneOf(leaves));
        var chain = new ArrayList<>(List.of(leaf));
        chain.addAll(dice.shuffled(dice.some(30, crosses)));
        var issued = leaf.getNotBefore().toInstant();
        var now = dice.percent(80) ? issued.plus(Duration.ofDays(dice.between(0, 31))) : start(dice.between(0, 7));
        var bundle = dice.percent(50) ? window() : dice.shuffled(dice.some(20, authorities));
        var text = new StringBuilder(bundle.isEmpty() ? "nothing" : "");
        bundle.forEach(authority -> text.append(Pem.of(authority)));
        var name = dice.oneOf("a.ns.svc", "a.ns.svc", "b.ns.svc");
        return new JudgedChain("what we issue", List.of(), chain, Pem.bundle(text.toString()), name, now);
    }

    /** What a bundle holds in a quiet hour. */
    private List<X509Certificate> window() {
        var line = dice.oneOf(lines);
        var n = dice.between(0, line.size() - 3);
        return line.subList(n, n + 3).stream().map(Authority::certificate).toList();
    }

    private List<Authority> generations() throws CannotIssueException {
        var line = new ArrayList<Authority>();
        for (var n = 0; n < ALGORITHMS.size(); n++) {
            var request = new AuthorityRequest(
                    new GenerationName("0123456789ab", n + 1),
                    new TreeSet<>(List.of("ns.svc")),
                    ALGORITHMS.get(n),
                    start(n).minus(BACKDATE),
                    start(n).plus(CA));
            line.add(issuer.authority(request));
        }
        return line;
    }

    /** Early ones, and one whose end is cut short by that of its issuer. */
    private List<X509Certificate> leaves(Authority generation, Instant start) throws CannotIssueException {
        var all = new ArrayList<X509Certificate>();
        for (var names : List.of(List.of("a.ns.svc"), List.of("b.ns.svc"), List.of("*.ns.svc", "b.ns.svc"))) {
            for (var day : List.of(0, 152, 350)) {
                var now = start.plus(Duration.ofDays(day));
                var request =
                        new LeafRequest(new TreeSet<>(names), KeyKind.ECDSA_256, now.minus(BACKDATE), now.plus(LEAF));
                all.add(issuer.leaf(request, generation).certificate());
            }
        }
        return all;
    }

    private static Instant start(int generation) {
        return Judged.NOW.plus(PERIOD.multipliedBy(generation));
    }
}
