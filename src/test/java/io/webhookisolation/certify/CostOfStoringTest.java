package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.pki.Authority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The leaf of Deployment {@code web} is due, and Reloader replaces its Pods when their Secret changes. */
class CostOfStoringTest {

    private static final Authority FIRST = Made.authority(1);
    private static final Authority SECOND = Made.authority(2);
    private static final Instant DUE = NOW.plus(Duration.ofDays(21));
    private static final RestartOnChange RELOADER = new RestartOnChange("Reloader", true, new TreeSet<>());

    private final PaperCluster cluster = new PaperCluster();

    static Stream<Arguments> gaps() {
        return Stream.of(
                gap("it is paused", web -> web.rollingOut("it is paused", "9443")),
                gap("no readiness probe of Deployment/web tests port 9443", web -> web.rollingOut("", "8081")),
                gap("has no preStop hook", web -> web.endingAtOnce().rollingOut("", "9443")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gaps")
    void aRolloutThatMayCostCallsIsNotSetOff(String gap, UnaryOperator<WorkloadDraft> difference) {
        var certified = look("9443", web -> difference.apply(web.restartedBy(RELOADER)));

        assertThat(certified.phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
        assertThat(certified.message())
                .contains("Reloader replaces the Pods of Deployment/web when Secret web-tls changes, and ")
                .contains(gap);
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void norIsOneOfPodsWhosePortIsNotKnown() {
        var certified = look("other", web -> web.restartedBy(RELOADER).rollingOut("", "9443"));

        assertThat(certified.message()).endsWith("no port is known by which it is called");
    }

    static Stream<RestartOnChange> otherReasons() {
        return Stream.of(
                RestartOnChange.NONE, new RestartOnChange("Reloader", false, new TreeSet<>(Set.of("another-secret"))));
    }

    @ParameterizedTest
    @MethodSource("otherReasons")
    void whatNobodyReplacesPodsForIsStored(RestartOnChange somebody) {
        var certified = look("9443", web -> web.restartedBy(somebody).rollingOut("it is paused"));

        assertThat(certified.phase()).isEqualTo(RotationPhase.ISSUE_LEAF);
    }

    @Test
    void aRolloutThatCostsNoCallIsSetOff() {
        var certified = look("9443", web -> web.restartedBy(RELOADER).rollingOut("", "9443"));

        assertThat(certified.phase()).isEqualTo(RotationPhase.ISSUE_LEAF);
    }

    private static Arguments gap(String why, UnaryOperator<WorkloadDraft> difference) {
        return Arguments.of(why, difference);
    }

    /** @param port where its Service sends calls */
    private Certified look(String port, UnaryOperator<WorkloadDraft> web) {
        var stored = Made.serving("kubernetes.io/tls", Made.leaf(FIRST));
        var snapshot = Given.cluster()
                .service("a", service -> service.port(port.equals("9443") ? 443 : 8443, port))
                .running("web", 1, draft -> web.apply(draft.mounts(Made.SECRET)), "a")
                .probe(
                        "a",
                        "web-0",
                        new ProbeOutcome.Served(Custody.chain(Optional.of(stored))),
                        DUE.minusSeconds(40),
                        DUE.minusSeconds(10))
                .callSite(
                        "a",
                        "a",
                        site -> site.bundle(Made.bundle(FIRST, SECOND)).control(Made.consent("ns/policy")))
                .snapshot();
        cluster.holding(snapshot.callSites())
                .secret(Made.keeping(AuthoritySecret.entries(List.of(FIRST, SECOND))))
                .secret(stored);
        var certifier = new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT);
        var services = List.of(Made.verdict(snapshot, Made.A));
        certifier.look(Made.policy(), 1, services, snapshot, NOW);
        cluster.asked.clear();
        return certifier.look(Made.policy(), 1, services, snapshot, DUE).getFirst();
    }
}
