package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Occasion;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.BundleRule;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.IssueRule;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.trust.SecretRule;
import io.webhookisolation.trust.Serving;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two callers, two Pods, one Secret: it acts on each decision, loads what is stored, and watches every call. */
final class SmallWorld {

    private static final Timing TIMING = Timing.DEFAULT;
    private static final Duration TICK = Duration.ofSeconds(30);
    private static final Duration LOADS_AFTER = Duration.ofSeconds(50);

    /** Longer than all that a rotation waits for, so that whoever has not moved on by then never does. */
    private static final int STANDING = (int) Duration.ofMinutes(8).dividedBy(TICK);

    private static final int TOO_LONG = 10 * STANDING;

    private final Mint mint;
    private final ChainCheck check;
    private final SmallCase given;
    private final Rotation rotation;
    private final BundleRule bundleRule;
    private final IssueRule issueRule;
    private final List<Site> sites = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private final Map<Integer, KnownAuthority> authorities = new TreeMap<>();
    private final Set<String> succeeded = new HashSet<>();
    private List<X509Certificate> stored;
    private boolean keyFits;
    private Instant storedSince = Instant.EPOCH;
    private boolean forcedAnswered;
    private int highest;
    private Instant now;
    final Set<String> written = new LinkedHashSet<>();

    SmallWorld(SmallCase given, Mint mint) {
        this.given = given;
        this.mint = mint;
        check = mint.check();
        rotation = new Rotation(check, TIMING);
        bundleRule = new BundleRule(check, TIMING);
        issueRule = new IssueRule(check, TIMING);
        now = given.begin();
        given.held(mint).forEach(authority -> authorities.put(authority.number(), authority));
        sites.add(new Site(SmallCase.CALL_SITES.get(0), given.bundle(mint, given.firstBundle())));
        sites.add(new Site(SmallCase.CALL_SITES.get(1), given.bundle(mint, given.secondBundle())));
        stored = given.stored(mint);
        keyFits = !stored.isEmpty() && !given.secret().isKeyLost();
        given.served(mint).forEach(chain -> servers.add(new Server(chain)));
        highest = 2;
    }

    /** Lives until nothing moves any more; returns where it stands then. */
    RotationPhase live() {
        var standing = 0;
        for (var tick = 0; tick < TOO_LONG; tick++) {
            watch("at the beginning");
            var scene = scene();
            var decision = rotation.next(scene, Set.of(), wishes(), now);
            decision.tasks().forEach(task -> perform(task, scene.serving()));
            standing = decision.tasks().isEmpty() ? standing + 1 : 0;
            if (standing > STANDING) {
                return decision.phase();
            }
            now = now.plus(TICK);
            passTime();
        }
        throw new AssertionError("still busy after " + Duration.between(given.begin(), now));
    }

    /** Whether all is as it should be: everything trusts the leaf in use and the next authority, and the old keys are gone. */
    boolean isWhole() {
        var issuer = Issuers.of(stored, authorities.values());
        return issuer.isPresent()
                && keyFits
                && servers.stream().allMatch(server -> server.chain.equals(stored))
                && authorities.values().stream()
                        .filter(KnownAuthority::hasKey)
                        .allMatch(authority ->
                                authority.number() >= issuer.orElseThrow().number())
                && sites.stream()
                        .allMatch(site -> authorities.values().stream()
                                .filter(authority -> authority.number()
                                        >= issuer.orElseThrow().number())
                                .allMatch(authority -> site.since.containsKey(authority.certificate())));
    }

    private Wishes wishes() {
        return new Wishes(
                new TreeSet<>(given.wish() == SmallCase.Wish.FIRST_LEAKED ? Set.of(1) : Set.of()),
                given.wish() == SmallCase.Wish.FORCED && !forcedAnswered,
                given.wish() == SmallCase.Wish.SUSPENDED);
    }

    private Scene scene() {
        var secret = new SecretRule.Seen(
                !stored.isEmpty(),
                SecretRule.TLS_TYPE,
                false,
                true,
                stored.stream().limit(1).toList());
        var consents = new LinkedHashMap<CallSite, Consent>();
        given.consents()
                .forEach((site, annotation) -> sites.stream()
                        .filter(candidate -> candidate.callSite.equals(site))
                        .findFirst()
                        .flatMap(candidate -> Consent.of(
                                candidate.caller(),
                                annotation,
                                "ns/policy",
                                servers.stream()
                                        .map(server -> server.chain)
                                        .filter(chain -> !chain.isEmpty())
                                        .toList(),
                                serving().authorities(),
                                check,
                                now))
                        .ifPresent(consent -> consents.put(site, consent)));
        return new Scene(
                new ManagedBy(CertificateManager.POLICY, ""),
                secret,
                keyFits,
                serving(),
                List.copyOf(authorities.values()),
                highest,
                new TreeSet<>(Set.of(Mint.NAME)),
                Mint.SUBTREES,
                consents,
                Set.of(),
                Optional.empty(),
                new Restart.NotWanted());
    }

    private Serving serving() {
        var pods = new ArrayList<OwnerPod>();
        for (var index = 0; index < servers.size(); index++) {
            var server = servers.get(index);
            pods.add(new OwnerPod("pod-" + index, server.started, server.sightings));
        }
        return new Serving(
                stored,
                storedSince,
                sites.stream().map(Site::caller).toList(),
                pods,
                false,
                authorities.values().stream().map(KnownAuthority::certificate).collect(Collectors.toSet()),
                List.of());
    }

    private void perform(Task task, Serving seen) {
        switch (task) {
            case Task.MakeAuthorities make ->
                make.generations().forEach(generation -> {
                    authorities.put(generation.number(), mint.known(generation, true));
                    highest = Math.max(highest, generation.number());
                });
            case Task.Publish publish -> publish(publish);
            case Task.Issue issue -> issue(issue, seen);
            case Task.RestartOwner restart -> throw new AssertionError("nobody asked for " + restart);
            case Task.Forget forget -> {
                forget.keys()
                        .forEach(number -> authorities.computeIfPresent(
                                number,
                                (same, authority) ->
                                        new KnownAuthority(authority.generation(), authority.certificate(), false)));
                forget.certificates().forEach(authorities::remove);
            }
        }
        written.add(task.getClass().getSimpleName());
        watch(task.toString());
    }

    private void publish(Task.Publish publish) {
        var site = sites.stream()
                .filter(candidate -> candidate.callSite.equals(publish.caller().site()))
                .findFirst()
                .orElseThrow();
        if (bundleRule.refusals(site.caller(), publish.next(), serving(), now).isEmpty()) {
            site.write(publish.next(), now);
        }
    }

    private void issue(Task.Issue issue, Serving seen) {
        var chain = mint.chain(issue);
        var isOurs = Issuers.of(stored, authorities.values()).isPresent();
        var dwell = isOurs ? TIMING.waits().trust() : TIMING.waits().adoption();
        if (!issueRule.refusals(chain, seen, dwell, now).isEmpty()) {
            throw new AssertionError("decided to issue what I1 refuses: " + issue);
        }
        stored = chain;
        keyFits = true;
        storedSince = now;
        forcedAnswered |= issue.occasion().isPresent();
        issue.occasion().map(Occasion::name).ifPresent(written::add);
    }

    private void passTime() {
        var loads = !stored.isEmpty() && keyFits && !now.isBefore(storedSince.plus(LOADS_AFTER));
        for (var index = 0; index < servers.size(); index++) {
            var server = servers.get(index);
            var isStuck = given.pods() == SmallCase.Pods.ONE_NEVER_RELOADS && index == 0;
            if (loads && (server.started.isEmpty() || !isStuck)) {
                server.started = server.started.or(() -> Optional.of(now));
                server.chain = stored;
                forgive(index);
            }
            if (server.started.isPresent()) {
                server.sightings.add(new Sighting(now, server.chain));
            }
        }
    }

    /** What was in the Secret before us is not our doing, nor are the calls that fail once a Pod loads it. */
    private void forgive(int pod) {
        if (storedSince.equals(Instant.EPOCH)) {
            succeeded.removeIf(call -> call.endsWith(" to pod-" + pod));
        }
    }

    /** A call that once succeeded may never fail. */
    private void watch(String last) {
        for (var pod = 0; pod < servers.size(); pod++) {
            for (var site : sites) {
                var server = servers.get(pod);
                var call = site.callSite + " to pod-" + pod;
                var succeeds = !server.chain.isEmpty()
                        && site.inUse(now).stream()
                                .allMatch(bundle -> !bundle.isEmpty()
                                        && check.verify(server.chain, bundle, Mint.NAME, now)
                                                .verified());
                if (!succeeds && succeeded.contains(call)) {
                    throw new AssertionError("a call of " + call + " fails at " + now + " after: " + last);
                }
                if (succeeds) {
                    succeeded.add(call);
                }
            }
        }
    }
}
