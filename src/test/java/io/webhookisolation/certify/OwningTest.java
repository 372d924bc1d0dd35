package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.ProbeOutcome.Served;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.ownership.Units;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who owns a Service of which no Pod serves a chain that verifies: it must not be guessed, nor must it last for ever. */
class OwningTest {

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("ca");
    private static final Duration WAIT = Duration.ofMinutes(5);

    private final Map<String, SeenSecret> seen = new HashMap<>();
    private final Map<String, X509Certificate> leaves = new HashMap<>();
    private final FirstSeen firstSeen = new FirstSeen();

    @Test
    void whoMountsTheSecretThatNamesTheServiceOwnsItThoughNoPodRuns() {
        holds("web-tls", "a.ns.svc");
        var scaledToNone = Given.cluster()
                .service("a")
                .deployment("web", workload -> workload.mounts("web-tls").replicas(0));

        var mount = mount(scaledToNone, NOW);

        assertThat(mount.name()).contains("web-tls");
        assertThat(mount.owners()).extracting(Unit::key).hasToString("[Deployment ns/web]");
    }

    @Test
    void whoMountsItAndServesSomethingElseDoesNot() {
        holds("web-tls", "a.ns.svc");
        var other = AUTHORITY.leaf("b.ns.svc");
        var stranger = Given.cluster()
                .service("a")
                .running("web", 1, workload -> workload.mounts("web-tls"), "a")
                .probe("a", "web-0", new Served(other.chain()), NOW);

        assertThat(mount(stranger, NOW).doubt()).isEqualTo("no workload is proved to own it");
    }

    @Test
    void whatAnotherServiceIsServedFromIsNotTakenForThisOne() {
        holds("web-tls", "b.ns.svc");

        var mount = mountOfOwner(sharing());

        assertThat(mount.name()).isEmpty();
        assertThat(mount.doubt())
                .isEqualTo(
                        "its owners mount Secret/web-tls for Service b, and no Pod was seen to serve a.ns.svc from it;"
                                + " put that name into its certificate if they do");
    }

    @Test
    void bothAreServedFromItOnceThatIsSeen() {
        holds("web-tls", "b.ns.svc");
        var seenToBe = new Served(List.of(leaves.get("web-tls")));

        var mount = mountOfOwner(sharing().probe("a", "web-0", seenToBe, NOW));

        assertThat(mount.name()).contains("web-tls");
    }

    private static Given sharing() {
        return Given.cluster().service("a").service("b").running("web", 1, web -> web.mounts("web-tls"), "a", "b");
    }

    private Mount mountOfOwner(Given given) {
        var snapshot = given.snapshot();
        return new Owning(
                        Made.verdict(snapshot, Made.A),
                        snapshot,
                        Units.of(snapshot).in("ns"))
                .mount(seen, leaves, firstSeen, WAIT, NOW);
    }

    @Test
    void aWildcardNamesNobody() {
        holds("web-tls", "*.ns.svc");

        assertThat(mount(waiting(), NOW).doubt()).isEqualTo("no workload is proved to own it");
    }

    @Test
    void theOnlyWorkloadWhosePodsWaitForASecretIsGivenItOnceNobodyElseBroughtIt() {
        var early = mount(waiting(), NOW);
        var justBefore = mount(waiting(), NOW.plus(WAIT).minusSeconds(1));
        var then = mount(waiting(), NOW.plus(WAIT));

        assertThat(early.name()).isEmpty();
        assertThat(early.doubt())
                .isEqualTo("its Pods wait for Secret/web-tls, which is made at 2026-06-01T12:05:00Z"
                        + " unless somebody else brings it");
        assertThat(justBefore.name()).isEmpty();
        assertThat(then.name()).contains("web-tls");
        assertThat(then.owners()).extracting(Unit::key).hasToString("[Deployment ns/web]");
    }

    @Test
    void theWaitBeginsAnewOnceTheSecretWasThere() {
        mount(waiting(), NOW);
        firstSeen.isThere(
                Made.seen("ns", "web-tls", "Opaque", SecretContent.EMPTY).key());

        assertThat(mount(waiting(), NOW.plus(WAIT)).name()).isEmpty();
    }

    @Test
    void aWorkloadWithoutAPodWaitsForNothing() {
        var none = Given.cluster()
                .service("a")
                .deployment("web", workload -> workload.mounts("web-tls").replicas(0));

        assertNobody(none);
    }

    @Test
    void aPodThatHasStartedWaitsForNothing() {
        var optional = Given.cluster()
                .service("a")
                .running("web", 1, workload -> workload.mounts("web-tls").started(NOW.minusSeconds(60)), "a");

        assertNobody(optional);
    }

    @Test
    void ofTwoWorkloadsThatTheServiceSelectsNoneIsGuessed() {
        assertNobody(waiting().deployment("other"));
    }

    @Test
    void aSecretThatAnotherWorkloadMountsTooIsNotMade() {
        assertNobody(waiting()
                .deployment(
                        "other", workload -> workload.without("control-plane").mounts("web-tls")));
    }

    @Test
    void ofTwoAbsentSecretsNoneIsGuessed() {
        assertNobody(Given.cluster()
                .service("a")
                .running("web", 1, workload -> workload.mounts("web-tls").mounts("metrics-tls"), "a"));
    }

    private void assertNobody(Given given) {
        mount(given, NOW);

        var mount = mount(given, NOW.plus(WAIT));

        assertThat(mount.name()).isEmpty();
        assertThat(mount.doubt()).isEqualTo("no workload is proved to own it");
    }

    private static Given waiting() {
        return Given.cluster().service("a").running("web", 1, workload -> workload.mounts("web-tls"), "a");
    }

    private void holds(String secret, String... names) {
        seen.put(secret, Made.seen("ns", secret, "kubernetes.io/tls", SecretContent.EMPTY));
        leaves.put(secret, AUTHORITY.leaf(names).leaf());
    }

    private Mount mount(Given given, Instant now) {
        var snapshot = given.callSite(
                        "a",
                        "a",
                        site -> site.bundle(
                                CertificateAuthority.create("former").bundle()))
                .snapshot();
        var verdict = Made.verdict(snapshot, Made.A, Optional.empty());
        return new Owning(verdict, snapshot, Units.of(snapshot).in("ns")).mount(seen, leaves, firstSeen, WAIT, now);
    }
}
