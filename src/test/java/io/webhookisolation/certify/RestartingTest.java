package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.pki.Authority;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Deployment {@code web} goes on serving what it served before, ten minutes after the Secret held the next leaf. */
class RestartingTest {

    private static final Authority FIRST = Made.authority(1);
    private static final Authority SECOND = Made.authority(2);
    private static final CertificateAuthority FORMER_AUTHORITY = CertificateAuthority.create("former");
    private static final List<X509Certificate> FORMER =
            FORMER_AUTHORITY.leaf("a.ns.svc").chain();
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Instant BEFORE = NOW.minus(Duration.ofHours(2));

    private static final Instant[] LOOKS = {LATER.minusSeconds(40), LATER.minusSeconds(10)};

    private final PaperCluster cluster = new PaperCluster();
    private SecretContent stored = Made.leaf(FIRST);

    @Test
    void aRolloutThatCostsNoCallIsStartedForTheLeafOfTheSecret() {
        var certified =
                look(Made.policy(true), web -> web.rollingOut("", "9443").started(BEFORE));

        assertThat(certified.phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
        assertThat(restart()).hasValueSatisfying(restart -> {
            assertThat(restart.object().kindAndName()).isEqualTo("Deployment/web");
            assertThat(restart.uid()).isEqualTo("Deployment-web-uid");
            assertThat(restart.resourceVersion()).isEqualTo("7");
            assertThat(restart.leaf())
                    .isEqualTo(leaf().getFirst().getSerialNumber().toString(16));
        });
    }

    @Test
    void untilThePolicyAsksForItItIsLeftToPeople() {
        var certified =
                look(Made.policy(false), web -> web.rollingOut("", "9443").started(BEFORE));

        assertThat(certified.phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
        assertThat(certified.message()).endsWith("restart it before that leaf ends");
        assertThat(restart()).isEmpty();
    }

    @Test
    void aSuspendedPolicyRestartsNothing() {
        look(Made.suspended(), web -> web.rollingOut("", "9443").started(BEFORE));

        assertThat(restart()).isEmpty();
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                reason("may cost a ready Pod: it is paused", web -> web.rollingOut("it is paused", "9443")),
                reason("tests port 9443", web -> web.rollingOut("", "8081")),
                reason("has no preStop hook", web -> web.endingAtOnce().rollingOut("", "9443")),
                reason(
                        "controlled by Galaxy boss",
                        web -> web.rollingOut("", "9443").controlledBy("Galaxy", "boss")),
                reason("Deployment/web is being deleted", web -> web),
                reason(
                        "web-0 started when the Secret held the new leaf already",
                        web -> web.rollingOut("", "9443").started(NOW.plus(Duration.ofMinutes(4)))),
                reason(
                        "is under way (1 of 2)",
                        web -> web.rollingOut("", "9443").rollout(Rollout.open("1 of 2"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void whateverMayCostACallOrHelpNothingIsLeftToPeople(String why, UnaryOperator<WorkloadDraft> difference) {
        var certified = look(Made.policy(true), web -> difference.apply(web.started(BEFORE)));

        assertThat(certified.phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
        assertThat(certified.message()).contains(why);
        assertThat(restart()).isEmpty();
    }

    @Test
    void whereNoPortIsKnownToBeCalledNothingIsRestarted() {
        var given = Given.cluster()
                .service("a", service -> service.port(8443, "9443"))
                .running(
                        "web",
                        1,
                        web -> web.mounts(Made.SECRET).rollingOut("", "9443").started(BEFORE),
                        "a")
                .probe("a", "web-0", new ProbeOutcome.Served(FORMER), LOOKS);

        var certified = look(Made.policy(true), given);

        assertThat(certified.message()).contains("no port is known by which it is called");
        assertThat(restart()).isEmpty();
    }

    @Test
    void whoeverCallsAndDoesNotTrustTheNewLeafKeepsTheFormerOne() {
        var given = world("web", web -> web.rollingOut("", "9443").started(BEFORE))
                .callSite(
                        "reverted",
                        "a",
                        site -> site.bundle(FORMER_AUTHORITY.bundle()).ignored("ours"));

        var certified = look(Made.policy(true), given);

        assertThat(certified.message()).contains("reverted").contains("does not trust the new leaf");
        assertThat(restart()).isEmpty();
    }

    @Test
    void aLeafThatIsNotOursIsNoReason() {
        stored = Made.leaf(Made.authority("0123456789ab", 1));

        look(Made.policy(true), web -> web.rollingOut("", "9443").started(BEFORE));

        assertThat(restart()).isEmpty();
    }

    @Test
    void aPodOfAnotherWorkloadIsNotReplaced() {
        var given = world("other", other -> other.rollingOut("", "9443").started(BEFORE))
                .running("web", 1, web -> web.mounts(Made.SECRET).started(BEFORE), "a")
                .probe("a", "web-0", new ProbeOutcome.Served(leaf()), LOOKS);

        var certified = look(Made.policy(true), given);

        assertThat(certified.message()).contains("no workload is known to own other-0");
        assertThat(restart()).isEmpty();
    }

    private static Arguments reason(String why, UnaryOperator<WorkloadDraft> difference) {
        return Arguments.of(why, difference);
    }

    private Certified look(Policy policy, UnaryOperator<WorkloadDraft> web) {
        return look(policy, world("web", web));
    }

    /** This Deployment serves what it served before. */
    private static Given world(String name, UnaryOperator<WorkloadDraft> options) {
        return Given.cluster()
                .service("a")
                .running(name, 1, draft -> options.apply(draft.mounts(Made.SECRET)), "a")
                .probe("a", name + "-0", new ProbeOutcome.Served(FORMER), LOOKS);
    }

    private Certified look(Policy policy, Given given) {
        var snapshot = given.callSite(
                        "a",
                        "a",
                        site -> site.bundle(Made.bundle(FIRST, SECOND)).control(Made.consent("ns/policy")))
                .snapshot();
        cluster.holding(snapshot.callSites())
                .secret(Made.keeping(AuthoritySecret.entries(List.of(FIRST, SECOND))))
                .secret(Made.serving("kubernetes.io/tls", stored));
        var certifier = new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT);
        var services = List.of(Made.verdict(snapshot, Made.A));
        certifier.look(policy, 1, services, snapshot, NOW);
        cluster.asked.clear();
        return certifier.look(policy, 1, services, snapshot, LATER).getFirst();
    }

    private List<X509Certificate> leaf() {
        return Custody.chain(Optional.of(Made.serving("kubernetes.io/tls", stored)));
    }

    private Optional<RestartWorkload> restart() {
        return cluster.asked.stream()
                .flatMap(step -> step instanceof RestartWorkload restart ? Stream.of(restart) : Stream.empty())
                .findFirst();
    }
}
