package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.LeafTerm;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.Gap;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.trust.SecretRule;
import io.webhookisolation.trust.Serving;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Service that is settled: generation 1 in use, 2 its successor. */
final class Situation {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final Timing TIMING = Timing.DEFAULT;
    static final Duration FRESH = Duration.ofHours(2);
    static final Duration DUE = TIMING.period().plus(FRESH);
    /** An authority of this age lives on, but a leaf under it would end too soon to be worth it. */
    static final Duration PAST_USE = TIMING.ca().minusDays(3);

    private static final Instant AN_HOUR_AGO = NOW.minusSeconds(3600);

    private static final Mint MINT = new Mint();

    ManagedBy managedBy = new ManagedBy(CertificateManager.POLICY, "nobody else does");
    boolean isMounted = true;
    boolean immutable;
    boolean keyFits = true;
    String type = SecretRule.TLS_TYPE;
    List<KnownAuthority> authorities = List.of(known(1, FRESH), known(2, FRESH));
    List<X509Certificate> stored = leaf(1, FRESH);
    Duration storedFor = Duration.ofHours(1);
    List<X509Certificate> bundle = certificates(authorities);
    Duration trustedFor = Duration.ofHours(1);
    Optional<List<X509Certificate>> served = Optional.empty();
    boolean isSeen = true;
    boolean isRunning = true;
    Optional<Consent> consent = Optional.of(Consent.ANNOTATED);
    boolean isContested;
    List<Gap> gaps = List.of();
    Optional<String> costOfStoring = Optional.empty();
    Restart restart = new Restart.NotWanted();
    String called = Mint.NAME;
    List<Caller> others = List.of();
    List<OwnerPod> morePods = List.of();
    Wishes wishes = Wishes.NONE;

    void aged(Duration age, int inUse) {
        authorities = List.of(known(1, age), known(2, age));
        bundle = certificates(authorities);
        stored = leaf(inUse, age);
    }

    void foreign(X509Certificate... more) {
        stored = Mint.FOREIGN_CHAIN;
        bundle = Stream.concat(Stream.of(Mint.FOREIGN_ROOT), Stream.of(more)).toList();
    }

    /** The key of generation 1 leaked, and generation 2 is in use by now. */
    void leaked() {
        wishes = new Wishes(new TreeSet<>(Set.of(1)), false, false);
        authorities = List.of(withoutKey(known(1, FRESH)), known(2, FRESH), known(3, FRESH));
        bundle = certificates(authorities);
        stored = leaf(2, FRESH);
    }

    void forcedWith(int... numbers) {
        wishes = new Wishes(new TreeSet<>(), true, false);
        authorities = Arrays.stream(numbers)
                .mapToObj(number -> number < 4 ? withoutKey(known(number, FRESH)) : known(number, FRESH))
                .toList();
        bundle = certificates(authorities);
        stored = leaf(4, FRESH);
    }

    /** These authorities are ours, and every bundle trusts them. */
    void holding(List<X509Certificate> leaf, KnownAuthority... ours) {
        authorities = List.of(ours);
        bundle = certificates(authorities);
        stored = leaf;
    }

    /** The bundle stays as it is, since nobody consents to a change. */
    void trustingOnly(KnownAuthority authority) {
        bundle = List.of(authority.certificate());
        consent = Optional.empty();
    }

    void leaked(int number) {
        wishes = new Wishes(new TreeSet<>(Set.of(number)), false, false);
    }

    Optional<Task.Issue> issue() {
        return decision().tasks().stream()
                .filter(Task.Issue.class::isInstance)
                .map(Task.Issue.class::cast)
                .findFirst();
    }

    Decision decision() {
        var site = SmallCase.CALL_SITES.getFirst();
        var trusted = new LinkedHashMap<X509Certificate, Instant>();
        bundle.forEach(certificate -> trusted.put(certificate, NOW.minus(trustedFor)));
        var scene = new Scene(
                managedBy,
                new SecretRule.Seen(
                        !stored.isEmpty(),
                        type,
                        immutable,
                        isMounted,
                        stored.stream().limit(1).toList()),
                keyFits,
                new Serving(
                        stored,
                        NOW.minus(storedFor),
                        Stream.concat(Stream.of(new Caller(site, called, trusted)), others.stream())
                                .toList(),
                        Stream.concat(isRunning ? Stream.of(pod()) : Stream.of(), morePods.stream())
                                .toList(),
                        false,
                        Set.copyOf(certificates(authorities)),
                        gaps),
                authorities,
                authorities.stream().mapToInt(KnownAuthority::number).max().orElse(0),
                new TreeSet<>(Set.of(Mint.NAME)),
                Mint.SUBTREES,
                consent.map(given -> Map.of(site, given)).orElse(Map.of()),
                isContested ? Set.of(site) : Set.of(),
                costOfStoring,
                restart);
        return new Rotation(ChainCheck.AS_THE_API_SERVER, TIMING).next(scene, Set.of(), wishes, NOW);
    }

    private OwnerPod pod() {
        var looks = Stream.of(NOW.minusSeconds(40), NOW.minusSeconds(10))
                .map(at -> new Sighting(at, served.orElse(stored)))
                .toList();
        return new OwnerPod("web-0", Optional.of(NOW.minus(FRESH)), isSeen ? looks : List.of());
    }

    /** Also trusts who was there before, and another name than that of the Service stands on the leaf too. */
    void sharing(String other) {
        bundle = Stream.concat(bundle.stream(), Stream.of(Mint.FOREIGN_ROOT)).toList();
        stored = chain(known(1, FRESH), Set.of(Mint.NAME, other));
    }

    static KnownAuthority known(int number, Duration age) {
        return MINT.known(Generation.madeAt(NOW.minus(age), number, TIMING), true);
    }

    static KnownAuthority withoutKey(KnownAuthority known) {
        return new KnownAuthority(known.generation(), known.certificate(), false);
    }

    static List<X509Certificate> leaf(int number, Duration age) {
        return chain(known(number, age), Set.of(Mint.NAME));
    }

    /** What an hour ago was issued, and is served with these. */
    static List<X509Certificate> chain(KnownAuthority issuer, Set<String> names, X509Certificate... served) {
        return MINT.chain(issue(issuer, Optional.empty(), names, List.of(served), AN_HOUR_AGO));
    }

    /** The leaf in use was issued so long ago. */
    void issued(Duration ago) {
        aged(ago.plusDays(1), 1);
        stored = MINT.chain(
                issue(authorities.getFirst(), Optional.empty(), Set.of(Mint.NAME), List.of(), NOW.minus(ago)));
    }

    /** The authority as another one signed it once more. */
    static X509Certificate cross(KnownAuthority authority, KnownAuthority by) {
        return MINT.chain(issue(authority, Optional.of(by), Set.of(Mint.NAME), List.of(), AN_HOUR_AGO))
                .getLast();
    }

    private static Task.Issue issue(
            KnownAuthority issuer,
            Optional<KnownAuthority> by,
            Set<String> names,
            List<X509Certificate> served,
            Instant at) {
        return new Task.Issue(
                issuer,
                by,
                served,
                new TreeSet<>(names),
                LeafTerm.issuedAt(at, issuer.generation(), TIMING),
                Optional.empty());
    }

    static List<X509Certificate> certificates(List<KnownAuthority> authorities) {
        return authorities.stream().map(KnownAuthority::certificate).toList();
    }
}
