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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Service that is settled: generation 1 in use, 2 its successor. */
final class Situation {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Timing TIMING = Timing.DEFAULT;
    static final Duration FRESH = Duration.ofHours(2);
    static final Duration DUE = TIMING.period().plus(FRESH);
    /** One for each age, since a mint knows the issuer of a leaf by its number. */
    private static final Map<Duration, Mint> MINTS = Map.of(FRESH, new Mint(), DUE, new Mint());

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
    Restart restart = new Restart.NotWanted();
    String called = Mint.NAME;
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
                        List.of(new Caller(site, called, trusted)),
                        isRunning ? List.of(pod()) : List.of(),
                        false,
                        Set.copyOf(certificates(authorities)),
                        gaps),
                authorities,
                authorities.stream().mapToInt(KnownAuthority::number).max().orElse(0),
                new TreeSet<>(Set.of(Mint.NAME)),
                Mint.SUBTREES,
                consent.map(given -> Map.of(site, given)).orElse(Map.of()),
                isContested ? Set.of(site) : Set.of(),
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
        var issuer = known(1, FRESH);
        stored = mint(FRESH)
                .chain(new Task.Issue(
                        issuer,
                        Optional.empty(),
                        List.of(),
                        new TreeSet<>(Set.of(Mint.NAME, other)),
                        LeafTerm.issuedAt(NOW.minusSeconds(3000), issuer.generation(), TIMING),
                        Optional.empty()));
    }

    static KnownAuthority known(int number, Duration age) {
        return mint(age).known(Generation.madeAt(NOW.minus(age), number, TIMING), true);
    }

    private static Mint mint(Duration age) {
        return Objects.requireNonNull(MINTS.get(age));
    }

    private static KnownAuthority withoutKey(KnownAuthority known) {
        return new KnownAuthority(known.generation(), known.certificate(), false);
    }

    static List<X509Certificate> leaf(int number, Duration age) {
        var issuer = known(number, age);
        return mint(age)
                .chain(new Task.Issue(
                        issuer,
                        Optional.empty(),
                        List.of(),
                        new TreeSet<>(Set.of(Mint.NAME)),
                        LeafTerm.issuedAt(NOW.minusSeconds(3600), issuer.generation(), TIMING),
                        Optional.empty()));
    }

    static List<X509Certificate> certificates(List<KnownAuthority> authorities) {
        return authorities.stream().map(KnownAuthority::certificate).toList();
    }
}
