package io.webhookisolation.rotation;

import static io.webhookisolation.rotation.Situation.DUE;
import static io.webhookisolation.rotation.Situation.FRESH;
import static io.webhookisolation.rotation.Situation.certificates;
import static io.webhookisolation.rotation.Situation.known;
import static io.webhookisolation.rotation.Situation.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Wishes;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.ManagedBy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which phase or stop each situation is, and what is done in it: one row, one difference from a settled Service. */
class RotationStopsTest {

    private static final X509Certificate ELSEWHERE =
            CertificateAuthority.create("other").leaf("db.ns.svc").leaf();

    static Stream<Arguments> situations() {
        return Stream.of(stops(), roads(), wishes(), leaks()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> stops() {
        return Stream.of(
                row("settled", "Steady", "", "", now -> {}),
                row(
                        "somebody else issues",
                        "ManagedElsewhere",
                        "",
                        "CertManager looks after",
                        now -> now.managedBy =
                                new ManagedBy(CertificateManager.CERT_MANAGER, "a Certificate writes it")),
                row("not mounted by a proved owner", "NotMounted", "", "is not written", now -> now.isMounted = false),
                row("immutable", "SecretNotOurs", "", "is not written", now -> now.immutable = true),
                row("of another type", "SecretNotOurs", "", "is not written", now -> now.type = "Opaque"),
                row(
                        "leaf of somebody else",
                        "SecretNotOurs",
                        "",
                        "is not written",
                        now -> now.stored = List.of(ELSEWHERE)),
                row("no consent", "ConsentMissing", "", "annotate it with", now -> {
                    now.bundle = certificates(now.authorities.subList(0, 1));
                    now.consent = Optional.empty();
                }),
                row("empty bundle, consent only by what was served", "ConsentMissing", "", "annotate it with", now -> {
                    now.bundle = List.of();
                    now.consent = Optional.of(Consent.SERVED);
                }),
                row("the system's roots may verify", "ConsentMissing", "", "the system's roots", now -> {
                    now.foreign();
                    now.bundle = List.of();
                }),
                row("somebody undoes it", "Contested", "", "somebody else undoes", now -> {
                    now.bundle = certificates(now.authorities.subList(0, 1));
                    now.isContested = true;
                }),
                row(
                        "a Pod never reloads",
                        "AwaitingRestart",
                        "",
                        "web-0 still serves",
                        now -> now.served = Optional.of(Mint.FOREIGN_CHAIN)),
                row("a Pod shows nothing", "ProbeUnavailable", "", "web-0 does not show", now -> now.isSeen = false));
    }

    private static Stream<Arguments> roads() {
        return Stream.of(
                row("no authority", "Prepare", "MakeAuthorities", "", now -> {
                    now.foreign();
                    now.authorities = List.of();
                }),
                row(
                        "no successor",
                        "Prepare",
                        "MakeAuthorities",
                        "",
                        now -> now.authorities = now.authorities.subList(0, 1)),
                row(
                        "a bundle lacks the successor",
                        "PublishTrust",
                        "Publish",
                        "",
                        now -> now.bundle = certificates(now.authorities.subList(0, 1))),
                row("trusted since just now", "TrustDwell", "", "300 s to learn", now -> {
                    now.foreign(certificates(now.authorities).toArray(X509Certificate[]::new));
                    now.trustedFor = Duration.ofMinutes(4);
                }),
                row(
                        "trusted for long",
                        "IssueLeaf",
                        "Issue 1 ADOPTION",
                        "",
                        now -> now.foreign(certificates(now.authorities).toArray(X509Certificate[]::new))),
                row(
                        "a name that is not ours to certify",
                        "IssueLeaf",
                        "Issue 1 ADOPTION",
                        "is not for a, which",
                        now -> {
                            now.foreign(certificates(now.authorities).toArray(X509Certificate[]::new));
                            now.stored = CertificateAuthority.create("other")
                                    .leaf(Mint.NAME, "a")
                                    .chain();
                        }),
                row("nothing is served or stored yet", "IssueLeaf", "Issue 1 ADOPTION", "", now -> {
                    now.stored = List.of();
                    now.isRunning = false;
                    now.trustedFor = Duration.ZERO;
                }),
                row("nothing is served, and nobody would trust it", "ConsentMissing", "", "annotate it with", now -> {
                    now.stored = List.of();
                    now.isRunning = false;
                    now.bundle = List.of(Mint.FOREIGN_ROOT);
                    now.consent = Optional.empty();
                }),
                row("a call fails anyway, and would go on to", "ConsentMissing", "", "annotate it with", now -> {
                    now.foreign();
                    now.bundle = List.of(ELSEWHERE);
                    now.consent = Optional.empty();
                }),
                row("a leaf of ours goes on though not all callers are seen", "IssueLeaf", "Issue 1", "", now -> {
                    now.keyFits = false;
                    now.gaps = List.of(new Gap("APIService", true, "may not list"));
                    now.bundle = List.of(Mint.FOREIGN_ROOT);
                    now.consent = Optional.empty();
                }),
                row("a first leaf of ours does not", "ProbeUnavailable", "", "APIService: may not list", now -> {
                    now.foreign(certificates(now.authorities).toArray(X509Certificate[]::new));
                    now.gaps = List.of(new Gap("APIService", true, "may not list"));
                }),
                row("the key does not fit", "IssueLeaf", "Issue 1", "", now -> now.keyFits = false),
                row("a Pod is on its way", "Propagate", "", "web-0 does not serve", now -> {
                    now.served = Optional.of(Mint.FOREIGN_CHAIN);
                    now.storedFor = Duration.ofMinutes(1);
                }),
                row("keys that sign no more", "Complete", "Forget", "", now -> {
                    now.authorities = List.of(known(1, DUE), known(2, DUE), known(3, FRESH));
                    now.bundle = certificates(now.authorities);
                    now.stored = leaf(2, DUE);
                }));
    }

    private static Stream<Arguments> wishes() {
        var suspended = new Wishes(new TreeSet<>(), false, true);
        return Stream.of(
                row("due", "Prepare", "Issue 2 SCHEDULE, MakeAuthorities", "", now -> now.aged(DUE, 1)),
                row("due and suspended", "Suspended", "", "", now -> {
                    now.aged(DUE, 1);
                    now.wishes = suspended;
                }),
                row("suspended, and the leaf cannot be loaded", "IssueLeaf", "Issue 1", "", now -> {
                    now.wishes = suspended;
                    now.keyFits = false;
                }),
                row("suspended, and a bundle lacks trust", "PublishTrust", "Publish", "", now -> {
                    now.bundle = certificates(now.authorities.subList(0, 1));
                    now.wishes = suspended;
                }),
                row("forced", "Prepare", "Issue 5 FORCED, MakeAuthorities", "", now -> now.forcedWith(2, 3, 4, 5)),
                row("nothing adopted and suspended", "Suspended", "", "nothing is adopted", now -> {
                    now.foreign();
                    now.authorities = List.of();
                    now.wishes = suspended;
                }),
                row("suspended on the way to the first leaf", "Suspended", "", "nothing is adopted", now -> {
                    now.foreign(certificates(now.authorities).toArray(X509Certificate[]::new));
                    now.wishes = suspended;
                }),
                row(
                        "suspended, and a Pod still serves a leaf that was lost",
                        "IssueLeaf",
                        "Issue 1 ADOPTION",
                        "",
                        now -> {
                            now.served = Optional.of(now.stored);
                            now.stored = List.of();
                            now.wishes = suspended;
                        }),
                row(
                        "forced with the most authorities",
                        "Complete",
                        "Publish",
                        "",
                        now -> now.forcedWith(1, 2, 3, 4, 5)),
                row("forced, and room was made in bundles", "Complete", "Forget", "", now -> {
                    now.forcedWith(1, 2, 3, 4, 5);
                    now.bundle = now.bundle.subList(2, 5);
                }),
                row("forced, and no room can be made", "ConsentMissing", "", "rotate is answered once", now -> {
                    now.forcedWith(1, 2, 3, 4, 5);
                    now.consent = Optional.empty();
                }));
    }

    private static Stream<Arguments> leaks() {
        return Stream.of(
                row(
                        "in use and leaked, suspended or not",
                        "Prepare",
                        "Issue 2 COMPROMISE, MakeAuthorities",
                        "",
                        now -> {
                            now.wishes = new Wishes(new TreeSet<>(Set.of(1)), false, true);
                        }),
                row("leaked and followed", "Complete", "Publish", "", Situation::leaked),
                row(
                        "who was there before is needed no more",
                        "Complete",
                        "Publish",
                        "",
                        now -> now.sharing("b.ns.svc")),
                row("the same, and the Secret was written of late", "Complete", "", "may need stays trusted", now -> {
                    now.sharing("b.ns.svc");
                    now.storedFor = Duration.ofMinutes(2);
                }),
                row("the same, and nothing shows it", "Steady", "", "", now -> {
                    now.sharing("b.ns.svc");
                    now.isRunning = false;
                }),
                row("the same for a Service that only shares the leaf", "Steady", "", "", now -> {
                    now.sharing("b.ns.svc");
                    now.called = "b.ns.svc";
                }),
                row("leaked, and not all is seen", "Complete", "", "leaked stays trusted", now -> {
                    now.leaked();
                    now.gaps = List.of(new Gap("Pod", true, "may not list"));
                }),
                row("leaked, and no Pod runs", "ProbeUnavailable", "", "leaked stays trusted", now -> {
                    now.leaked();
                    now.isRunning = false;
                }),
                row("leaked, and no consent", "ConsentMissing", "", "leaked stays trusted", now -> {
                    now.leaked();
                    now.consent = Optional.empty();
                }),
                row("leaked, and somebody undoes it", "Contested", "", "leaked stays trusted", now -> {
                    now.leaked();
                    now.isContested = true;
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("situations")
    void eachSituationIsOnePhaseAndItsTasks(
            String name, String phase, String tasks, String message, Consumer<Situation> difference) {
        var situation = new Situation();
        difference.accept(situation);

        var decision = situation.decision();

        assertThat(decision.phase())
                .as(decision.message())
                .extracting(RotationPhase::word)
                .isEqualTo(phase);
        assertThat(decision.tasks().stream().map(RotationStopsTest::word).collect(Collectors.joining(", ")))
                .isEqualTo(tasks);
        assertThat(decision.message()).contains(message);
        assertThat(decision.message().isEmpty()).isEqualTo(message.isEmpty());
    }

    private static Arguments row(
            String name, String phase, String tasks, String message, Consumer<Situation> difference) {
        return Arguments.of(name, phase, tasks, message, difference);
    }

    private static String word(Task task) {
        return task instanceof Task.Issue issue
                ? "Issue " + issue.issuer().number()
                        + issue.occasion().map(occasion -> " " + occasion).orElse("")
                : task.getClass().getSimpleName();
    }
}
