package io.webhookisolation.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.certify.Readings.UnseenException;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.rotation.Task;
import io.webhookisolation.x509.ChainVerifier;
import io.webhookisolation.x509.ParsedBundle;
import io.webhookisolation.x509.Verification;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Service {@code a} on paper, which nobody isolates: its call sites, the Pod that serves it, and an operator who looks when
 * something is due. Certificates are real ones.
 */
final class TendedService {

    static final Duration TICK = Duration.ofSeconds(30);
    static final CertificateAuthority STRANGER = CertificateAuthority.create("stranger");
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration OVERDUE = Duration.ofHours(6);
    private static final CertificateAuthority FORMER = CertificateAuthority.create("former");
    private static final List<X509Certificate> STRANGER_CHAIN =
            STRANGER.leaf("a.ns.svc").chain();

    final PaperCluster cluster = new PaperCluster();
    final List<CallSite> callSites = new ArrayList<>();
    final List<Instant> rotations = new ArrayList<>();
    final List<Instant> leaves = new ArrayList<>();
    Instant now = Made.NOW;
    List<X509Certificate> served = FORMER.leaf("a.ns.svc").chain();
    private Certifier certifier = operator();
    private boolean isQuiet;

    /** With one call site, {@code ours}, that trusts what is served. */
    TendedService() {
        add(Made.callSite("ours", site -> site.bundle(FORMER.bundle())));
        cluster.secret(Made.serving(
                "kubernetes.io/tls",
                new SecretContent(
                        Map.of("tls.crt", Pem.bundle(served.getFirst()).bytes(), "tls.key", new byte[] {1}))));
    }

    void add(CallSite site) {
        callSites.add(site);
        cluster.holding(callSites);
    }

    /** Another process, which remembers nothing. */
    void restart() {
        certifier = operator();
    }

    private Certifier operator() {
        return new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT);
    }

    /** What is there at each moment of it is told to {@code watch}, before and after each look. */
    void live(Duration time, Runnable watch) {
        var end = now.plus(time);
        while (now.isBefore(end)) {
            watch.run();
            var certified = look();
            watch.run();
            now = Stream.of(now.plus(sleep(certified)), end)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            served = stored().isEmpty() ? served : stored();
        }
    }

    private Certified look() {
        var snapshot = seen();
        var certified = certifier
                .look(Made.policy(), 1, List.of(overlapping(snapshot)), snapshot, now)
                .getFirst();
        certified.decision().tasks().stream()
                .flatMap(task -> task instanceof Task.Issue issue ? Stream.of(issue) : Stream.empty())
                .forEach(issue -> {
                    leaves.add(now);
                    issue.occasion().ifPresent(why -> rotations.add(now));
                });
        return certified;
    }

    private Snapshot seen() {
        var looks = new Instant[] {now.minusSeconds(40), now.minusSeconds(10)};
        var given = Made.world()
                .running("stranger", 1, workload -> workload, "a")
                .probe("a", "web-0", new ProbeOutcome.Served(served), looks)
                .probe("a", "stranger-0", new ProbeOutcome.Served(STRANGER_CHAIN), looks);
        callSites.forEach(site -> given.callSite(
                site.configuration().name(),
                "a",
                draft -> draft.bundle(site.bundle()).control(site.control())));
        return given.snapshot();
    }

    private static ServiceVerdict overlapping(Snapshot snapshot) {
        var isolated = Made.verdict(snapshot, Made.A);
        var foreign = new WorkloadVerdict(
                ObjectKey.live("apps/v1", "Deployment", "ns", "stranger"),
                "stranger",
                Relation.FOREIGN,
                Relation.FOREIGN,
                -100,
                true,
                List.of());
        return new ServiceVerdict(
                isolated.reference(),
                isolated.service(),
                ServiceClass.EFFECTIVE_OVERLAP,
                List.of(),
                Stream.concat(isolated.workloads().stream(), Stream.of(foreign)).toList(),
                isolated.repair());
    }

    /** As the operator does: what is quiet is looked at once more soon; only after that a test may sleep longer than it. */
    private Duration sleep(Certified certified) {
        if (certified.phase().isUnderWay() || !certified.decision().tasks().isEmpty()) {
            isQuiet = false;
            return TICK;
        }
        if (!isQuiet) {
            isQuiet = true;
            return AGAIN;
        }
        return Stream.of(
                        certified.decision().nextRotation(),
                        certified.decision().renewal())
                .flatMap(Optional::stream)
                .map(due -> Duration.between(now, due))
                .map(wait -> wait.isPositive() ? wait : OVERDUE)
                .min(Comparator.naturalOrder())
                .orElse(AGAIN);
    }

    /** What an API server whose clock is so far ahead says of the call, to a Pod that has read the Secret or has not. */
    Stream<Verification> calls(CallSite site, Duration ahead) {
        return Stream.of(served, stored())
                .filter(chain -> !chain.isEmpty())
                .map(chain -> ChainVerifier.verify(chain, trusted(site), Made.A.serverName(), now.plus(ahead)));
    }

    /** To be watched: no call of {@code ours} fails. */
    void assertCalled() {
        assertCalled(Duration.ZERO);
    }

    void assertCalled(Duration ahead) {
        assertThat(calls(callSites.getFirst(), ahead)).as("at %s", now).allMatch(Verification::verified);
    }

    List<X509Certificate> trusted(CallSite site) {
        return ParsedBundle.parse(cluster.bundle(site)).certificates();
    }

    List<X509Certificate> stored() {
        return Custody.chain(secret("ns", Made.SECRET));
    }

    /** The Secret with our authorities. */
    SeenSecret authorities() {
        return secret(Made.OPERATOR, Series.secretName(Made.SERIES)).orElseThrow();
    }

    private Optional<SeenSecret> secret(String namespace, String name) {
        try {
            return cluster.secret(namespace, name);
        } catch (UnseenException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
