package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.trust.BundleRule;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.Dates;
import io.webhookisolation.trust.TrustRefusal;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which bundles lack an authority of ours, and which hold one too many. */
final class Publication {

    /** The one before the present one, that one, and its successor; more live only where rotations were forced. */
    private static final int ON_SCHEDULE = 3;

    private final Scene scene;
    private final Wishes wishes;
    private final BundleRule rule;
    private final Dates dates;
    private final Instant now;
    private final Set<KnownAuthority> superfluous;

    Publication(Scene scene, Wishes wishes, BundleRule rule, Dates dates, Instant now) {
        this.scene = scene;
        this.wishes = wishes;
        this.rule = rule;
        this.dates = dates;
        this.now = now;
        superfluous = superfluous();
    }

    /**
     * What a bundle lacks and may not be given.
     *
     * @param refusals of the rules; empty where consent is missing or somebody else takes it out again
     */
    record Withheld(Caller caller, List<TrustRefusal> refusals) {}

    /** Call sites whose bundle is to be written, since it lacks something. */
    List<Task.Publish> additions() {
        return lacking()
                .filter(this::mayBeWritten)
                .map(caller -> new Task.Publish(caller, completed(caller)))
                .filter(publish -> refusals(publish).isEmpty())
                .toList();
    }

    /** Call sites that lack something and are not written. */
    List<Withheld> withheld() {
        var withheld = new ArrayList<Withheld>();
        lacking().forEach(caller -> {
            if (!mayBeWritten(caller)) {
                withheld.add(new Withheld(caller, List.of()));
                return;
            }
            var refusals = refusals(new Task.Publish(caller, completed(caller)));
            if (!refusals.isEmpty()) {
                withheld.add(new Withheld(caller, refusals));
            }
        });
        return withheld;
    }

    /** Call sites that trust what they had better not, where it is seen that no call needs it. */
    List<Task.Publish> retirements() {
        return callers()
                .filter(this::mayBeWritten)
                .map(this::retirement)
                .flatMap(Optional::stream)
                .filter(publish -> refusals(publish).isEmpty())
                .toList();
    }

    /** Call sites that go on to trust an authority whose key leaked. */
    List<Withheld> dangers() {
        return callers()
                .filter(caller -> caller.trusted().keySet().stream().anyMatch(this::isCompromised))
                .map(this::retained)
                .toList();
    }

    /** Call sites that go on to trust an authority that only forced rotations left behind. */
    List<Withheld> leftovers() {
        return callers()
                .filter(caller -> superfluous.stream()
                        .anyMatch(authority -> caller.trusted().containsKey(authority.certificate())))
                .map(this::retained)
                .toList();
    }

    /** Call sites whose bundle may lose something as soon as every Pod was looked at for long enough. */
    List<Withheld> awaitingLooks() {
        return callers()
                .filter(this::mayBeWritten)
                .flatMap(caller -> retirement(caller).stream())
                .map(publish -> new Withheld(publish.caller(), refusals(publish)))
                .filter(withheld -> !withheld.refusals().isEmpty()
                        && withheld.refusals().stream()
                                .allMatch(refusal -> refusal.obstacle().passes()))
                .toList();
    }

    /** Authorities that are needed no more, and that nobody is seen to trust. */
    SortedSet<Integer> untrusted() {
        return superfluous.stream()
                .filter(authority -> scene.serving().callers().stream()
                        .noneMatch(caller -> caller.trusted().containsKey(authority.certificate())))
                .map(KnownAuthority::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Withheld retained(Caller caller) {
        return new Withheld(
                caller,
                mayBeWritten(caller) ? retirement(caller).map(this::refusals).orElse(List.of()) : List.of());
    }

    /** Of Services that are looked at only: what others serve under a name of the leaf is not seen here. */
    private Optional<Task.Publish> retirement(Caller caller) {
        if (!scene.serverNames().contains(caller.serverName())) {
            return Optional.empty();
        }
        var next = caller.trusted().keySet().stream()
                .filter(certificate -> known(certificate)
                        .filter(authority -> !isCompromised(certificate) && !superfluous.contains(authority))
                        .isPresent())
                .toList();
        return next.size() == caller.trusted().size() || next.isEmpty()
                ? Optional.empty()
                : Optional.of(new Task.Publish(caller, next));
    }

    private List<TrustRefusal> refusals(Task.Publish publish) {
        return rule.refusals(publish.caller(), publish.next(), scene.serving(), now);
    }

    private Stream<Caller> callers() {
        return scene.serving().callers().stream().filter(Caller::verifies);
    }

    private Stream<Caller> lacking() {
        var wanted = wanted();
        return callers().filter(caller -> !caller.trusted().keySet().containsAll(wanted));
    }

    /** An empty bundle means the system's roots, and only whoever may write the call site can say that it shall not. */
    private boolean mayBeWritten(Caller caller) {
        var consent = Optional.ofNullable(scene.consents().get(caller.site()));
        return !scene.contested().contains(caller.site())
                && consent.filter(given ->
                                given == Consent.ANNOTATED || !caller.trusted().isEmpty())
                        .isPresent();
    }

    private List<X509Certificate> completed(Caller caller) {
        var next = new LinkedHashSet<>(caller.trusted().keySet());
        next.removeIf(certificate -> dates.isExpiredForAll(certificate, now));
        next.addAll(wanted());
        return List.copyOf(next);
    }

    private Set<X509Certificate> wanted() {
        return living().filter(authority -> !superfluous.contains(authority))
                .map(KnownAuthority::certificate)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<KnownAuthority> living() {
        return scene.authorities().stream()
                .filter(authority -> !wishes.compromised().contains(authority.number()))
                .filter(authority -> now.isBefore(authority.generation().notAfter()));
    }

    /** The oldest of those that have been superseded, for as long as more live than the schedule needs. */
    private Set<KnownAuthority> superfluous() {
        var present = scene.issuerOf(scene.serving().stored())
                .map(KnownAuthority::number)
                .orElse(0);
        return living().filter(authority -> !authority.hasKey() && authority.number() < present)
                .limit(Math.max(0, living().count() - ON_SCHEDULE))
                .collect(Collectors.toSet());
    }

    private boolean isCompromised(X509Certificate certificate) {
        return known(certificate)
                .filter(authority -> wishes.compromised().contains(authority.number()))
                .isPresent();
    }

    private Optional<KnownAuthority> known(X509Certificate certificate) {
        return scene.authorities().stream()
                .filter(authority -> authority.certificate().equals(certificate))
                .findFirst();
    }
}
