package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.LeafTerm;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.CallSite;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Where a small world begins; all combinations of these are lived through.
 *
 * @param firstBundle bits of what the first caller trusts: 1 the foreign authority, 2 our first, 4 our second
 */
record SmallCase(Age age, int firstBundle, int secondBundle, Stored secret, Pods pods, Held keys, Say say, Wish wish) {

    static final List<CallSite> CALL_SITES = List.of(callSite("first"), callSite("second"));

    private static final int FOREIGN = 1;
    private static final Instant MADE = Instant.parse("2026-06-01T12:00:00Z");
    private static final Timing TIMING = Timing.DEFAULT;

    /** How long ago our authorities were made. */
    enum Age {
        FRESH,
        SUCCESSOR_DUE
    }

    /** What the Secret holds. */
    enum Stored {
        NOTHING,
        FOREIGN,
        FIRST,
        FIRST_WITH_ANOTHER_KEY,
        SECOND,
        SECOND_CROSSED;

        boolean isKeyLost() {
            return this == FIRST_WITH_ANOTHER_KEY;
        }
    }

    /** What the Pods serve. */
    enum Pods {
        NONE,
        AS_STORED,
        ONE_NEVER_RELOADS,
        STILL_FOREIGN,
        STILL_FIRST
    }

    /** Which of our authorities are left, and whether they can sign. */
    enum Held {
        NONE,
        FIRST,
        BOTH,
        FIRST_WITHOUT_ITS_KEY_AND_SECOND,
        BOTH_WITHOUT_KEYS
    }

    /** Who let us write which bundle. */
    enum Say {
        BOTH,
        WHOEVER_IS_SERVED,
        FIRST_ONLY
    }

    /** What people ask for. */
    enum Wish {
        NOTHING,
        FORCED,
        FIRST_LEAKED,
        SUSPENDED
    }

    Instant begin() {
        return MADE.plus(
                age == Age.FRESH ? Duration.ofHours(2) : TIMING.period().plusHours(2));
    }

    private static Generation first() {
        var late = Generation.madeAt(MADE, 1, TIMING);
        return new Generation(1, late.notBefore(), late.notAfter().minus(TIMING.period()));
    }

    private static Generation second() {
        return Generation.madeAt(MADE, 2, TIMING);
    }

    List<KnownAuthority> held(Mint mint) {
        return switch (keys) {
            case NONE -> List.of();
            case FIRST -> List.of(mint.known(first(), true));
            case BOTH -> List.of(mint.known(first(), true), mint.known(second(), true));
            case FIRST_WITHOUT_ITS_KEY_AND_SECOND -> List.of(mint.known(first(), false), mint.known(second(), true));
            case BOTH_WITHOUT_KEYS -> List.of(mint.known(first(), false), mint.known(second(), false));
        };
    }

    List<X509Certificate> bundle(Mint mint, int bits) {
        var places = List.of(
                Mint.FOREIGN_ROOT,
                mint.known(first(), true).certificate(),
                mint.known(second(), true).certificate());
        return IntStream.range(0, places.size())
                .filter(place -> (bits >> place & FOREIGN) == 1)
                .mapToObj(places::get)
                .toList();
    }

    List<X509Certificate> stored(Mint mint) {
        return switch (secret) {
            case NOTHING -> List.of();
            case FOREIGN -> Mint.FOREIGN_CHAIN;
            case FIRST, FIRST_WITH_ANOTHER_KEY -> leaf(mint, first(), Optional.empty());
            case SECOND -> leaf(mint, second(), Optional.empty());
            case SECOND_CROSSED -> leaf(mint, second(), Optional.of(first()));
        };
    }

    List<List<X509Certificate>> served(Mint mint) {
        var present = stored(mint);
        return switch (pods) {
            case NONE -> List.of();
            case AS_STORED, ONE_NEVER_RELOADS -> List.of(present, present);
            case STILL_FOREIGN -> List.of(present, Mint.FOREIGN_CHAIN);
            case STILL_FIRST -> List.of(present, leaf(mint, first(), Optional.empty()));
        };
    }

    /** By call site, as its annotation says. */
    Map<CallSite, String> consents() {
        var annotations = new LinkedHashMap<CallSite, String>();
        annotations.put(CALL_SITES.get(0), say == Say.WHOEVER_IS_SERVED ? "" : "ns/policy");
        annotations.put(CALL_SITES.get(1), say == Say.BOTH ? "ns/policy" : "");
        return annotations;
    }

    private List<X509Certificate> leaf(Mint mint, Generation issuer, Optional<Generation> crosser) {
        return mint.chain(new Task.Issue(
                mint.known(issuer, true),
                crosser.map(generation -> mint.known(generation, true)),
                List.of(),
                new TreeSet<>(List.of(Mint.NAME)),
                LeafTerm.issuedAt(begin().minus(Duration.ofHours(1)), issuer, TIMING),
                Optional.empty()));
    }

    static List<SmallCase> all() {
        var all = new ArrayList<SmallCase>();
        for (var age : Age.values()) {
            for (var firstBundle = 0; firstBundle < 8; firstBundle++) {
                for (var secondBundle : List.of(firstBundle, 1, 6)) {
                    for (var secret : Stored.values()) {
                        for (var pods : Pods.values()) {
                            for (var keys : Held.values()) {
                                for (var say : Say.values()) {
                                    for (var wish : Wish.values()) {
                                        all.add(new SmallCase(
                                                age, firstBundle, secondBundle, secret, pods, keys, say, wish));
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static CallSite callSite(String name) {
        return Given.cluster()
                .callSite(name, "a", UnaryOperator.identity())
                .snapshot()
                .callSites()
                .getFirst();
    }
}
