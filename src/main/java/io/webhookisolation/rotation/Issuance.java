package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.LeafTerm;
import io.webhookisolation.certificate.Occasion;
import io.webhookisolation.certificate.Succession;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.Reliance;
import io.webhookisolation.trust.Reliance.NewLeaf;
import io.webhookisolation.x509.DnsNames;
import io.webhookisolation.x509.SignedBy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the Secret needs another leaf, from which authority, and who would not trust it yet. */
final class Issuance {

    private final Scene scene;
    private final Wishes wishes;
    private final Timing timing;
    private final Reliance reliance;
    private final Instant now;
    private final Succession succession;
    private final Optional<KnownAuthority> present;

    Issuance(Scene scene, Wishes wishes, Timing timing, Reliance reliance, Instant now) {
        this.reliance = reliance;
        this.scene = scene;
        this.wishes = wishes;
        this.timing = timing;
        this.now = now;
        present = Issuers.of(scene.serving().stored(), scene.authorities());
        var held = scene.authorities().stream()
                .filter(KnownAuthority::hasKey)
                .map(KnownAuthority::generation)
                .toList();
        var inUse = present.map(KnownAuthority::number).orElse(0);
        succession = new Succession(held, inUse, wishes, timing, now);
    }

    Succession succession() {
        return succession;
    }

    /** The authority that signed the leaf in the Secret, if it is one of ours. */
    Optional<KnownAuthority> present() {
        return present;
    }

    /** When the leaf in the Secret is to be followed by another; empty if it is none of ours. */
    Optional<Instant> renewal() {
        return present.map(issuer -> term().renewal(timing));
    }

    /** A leaf that is wanted now, whether it is trusted yet or not; the successor's comes before a mere renewal. */
    Optional<Task.Issue> wanted() {
        return candidates().findFirst();
    }

    /**
     * A leaf that is wanted and trusted. A leaf that must be renewed does not wait for the trust in a successor: whatever
     * could hold up a renewal until the leaf expires would be an outage of our making.
     */
    Optional<Task.Issue> possible() {
        return candidates()
                .filter(issue -> isRenewal(issue) || scene.serving().gaps().isEmpty())
                .filter(issue -> distrusting(issue).isEmpty())
                .findFirst();
    }

    /** Whose calls it could make fail; or all, if it would make none succeed, since nobody is given a leaf for nothing. */
    List<Caller> distrusting(Task.Issue issue) {
        if (isRenewal(issue)) {
            return List.of();
        }
        var roots = roots(issue);
        var verifying =
                scene.serving().callers().stream().filter(Caller::verifies).toList();
        var losing = verifying.stream()
                .filter(caller -> reliance.maySucceed(caller, scene.serving(), dwell(), now))
                .filter(caller -> !isTrusted(issue, roots, caller, caller.trustedFor(dwell(), now)))
                .toList();
        var isOfUse = verifying.stream()
                .anyMatch(caller ->
                        isTrusted(issue, roots, caller, caller.trusted().keySet()));
        return losing.isEmpty() && !isOfUse ? verifying : losing;
    }

    /** Who does not trust it, however long one waits. */
    List<Caller> ignorant(Task.Issue issue) {
        var roots = roots(issue);
        return distrusting(issue).stream()
                .filter(caller ->
                        !isTrusted(issue, roots, caller, caller.trusted().keySet()))
                .toList();
    }

    private static boolean isTrusted(
            Task.Issue issue, Set<X509Certificate> roots, Caller caller, Collection<X509Certificate> bundle) {
        return issue.names().stream().anyMatch(name -> DnsNames.matches(name, caller.serverName()))
                && !Collections.disjoint(bundle, roots);
    }

    private boolean isRenewal(Task.Issue issue) {
        var crossers =
                issue.crosser().stream().map(KnownAuthority::certificate).map(X509Certificate::getSubjectX500Principal);
        var crossed = issue.intermediates().stream().map(X509Certificate::getIssuerX500Principal);
        var leaf = new NewLeaf(
                issue.issuer().certificate(),
                issue.names(),
                issue.term().notAfter(),
                Stream.concat(crossers, crossed).collect(Collectors.toSet()));
        return reliance.isRenewal(leaf, scene.serving(), now);
    }

    /** How long a bundle must have held what a leaf depends on. */
    Duration dwell() {
        return present.isPresent() ? timing.waits().trust() : timing.waits().adoption();
    }

    private Stream<Task.Issue> candidates() {
        var successor = succession.issuer().flatMap(this::known);
        return Stream.concat(successor.stream(), renewer().stream())
                .distinct()
                .filter(this::isWanted)
                .map(this::issue);
    }

    private Optional<KnownAuthority> renewer() {
        return present.filter(KnownAuthority::hasKey)
                .filter(issuer -> !wishes.compromised().contains(issuer.number()))
                .filter(issuer -> issuer.generation().canIssue(now, timing));
    }

    private boolean isWanted(KnownAuthority issuer) {
        return !issuer.equals(present.orElse(null))
                || !scene.keyFits()
                || !DnsNames.of(scene.serving().stored().getFirst()).containsAll(names())
                || term().isDue(now, issuer.generation(), timing);
    }

    private Task.Issue issue(KnownAuthority issuer) {
        var crosser = crosser(issuer);
        return new Task.Issue(
                issuer,
                crosser,
                crosser.isPresent() ? List.of() : intermediates(issuer),
                names(),
                LeafTerm.issuedAt(now, issuer.generation(), timing),
                issuer.equals(present.orElse(null)) ? Optional.empty() : Optional.of(occasion()));
    }

    private Occasion occasion() {
        return succession.occasion().orElse(Occasion.KEY_GONE);
    }

    /** The last one before it that can still sign: most bundles that miss the issuer know that one. */
    private Optional<KnownAuthority> crosser(KnownAuthority issuer) {
        return scene.authorities().stream()
                .filter(KnownAuthority::hasKey)
                .filter(authority -> authority.number() < issuer.number())
                .filter(authority -> !wishes.compromised().contains(authority.number()))
                .filter(authority -> authority.generation().canIssue(now, timing))
                .max(Comparator.comparing(KnownAuthority::generation));
    }

    /** The crosses that are served already; the key that signed them may be gone. */
    private List<X509Certificate> intermediates(KnownAuthority issuer) {
        var tomorrow = now.plus(timing.waits().foresight());
        return Issuers.crosses(scene.serving().stored(), issuer).stream()
                .filter(cross -> tomorrow.isBefore(cross.getNotAfter().toInstant()))
                .filter(cross -> scene.authorities().stream()
                        .filter(authority -> wishes.compromised().contains(authority.number()))
                        .noneMatch(authority -> SignedBy.is(authority.certificate(), cross)))
                .toList();
    }

    private Set<X509Certificate> roots(Task.Issue issue) {
        var roots = new HashSet<X509Certificate>();
        roots.add(issue.issuer().certificate());
        issue.crosser().map(KnownAuthority::certificate).ifPresent(roots::add);
        issue.intermediates()
                .forEach(cross -> scene.authorities().stream()
                        .map(KnownAuthority::certificate)
                        .filter(authority -> SignedBy.is(authority, cross))
                        .forEach(roots::add));
        return roots;
    }

    private SortedSet<String> names() {
        var names = new TreeSet<>(scene.serverNames());
        presentNames().filter(scene::isWithin).forEach(names::add);
        return names;
    }

    /** Names of the leaf in the Secret that our authorities may not certify; no API server calls them. */
    SortedSet<String> lostNames() {
        return presentNames().filter(name -> !scene.isWithin(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> presentNames() {
        return scene.serving().stored().stream().findFirst().map(DnsNames::of).stream()
                .flatMap(SortedSet::stream);
    }

    private LeafTerm term() {
        var leaf = scene.serving().stored().getFirst();
        return new LeafTerm(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
    }

    private Optional<KnownAuthority> known(Generation generation) {
        return scene.authorities().stream()
                .filter(authority -> authority.generation().equals(generation))
                .findFirst();
    }
}
