package io.webhookisolation.trust;

import static io.webhookisolation.trust.Cast.START;
import static io.webhookisolation.trust.Roles.CHAIN;
import static io.webhookisolation.trust.Roles.FIRST;
import static io.webhookisolation.trust.Roles.FOREIGN;
import static io.webhookisolation.trust.Roles.FOREIGN_CHAIN;
import static io.webhookisolation.trust.Roles.LONG_AGO;
import static io.webhookisolation.trust.Roles.OLD;
import static io.webhookisolation.trust.Roles.OTHER_NAME;
import static io.webhookisolation.trust.Roles.SECOND;
import static io.webhookisolation.trust.Roles.caller;
import static io.webhookisolation.trust.Roles.looks;
import static io.webhookisolation.trust.Roles.obstacles;
import static io.webhookisolation.trust.Roles.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.Gap;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which contents I2, I3 and I6 let a bundle have, at the edges of each time. */
class BundleRuleTest {

    @Test
    void aCallerThatVerifiesNothingIsGivenNoBundle() {
        var insecure = new Caller(Stage.INSECURE, Cast.A, Map.of());

        assertThat(obstacles(toPublish(insecure, serving(List.of(insecure), List.of()), FIRST)))
                .contains(Obstacle.VERIFIES_NOTHING);
    }

    @Test
    void anExpiredCertificateLeavesAnHourAfterItsEnd() {
        var caller = caller(Map.of(OLD, LONG_AGO, FIRST, LONG_AGO));
        var rule = new BundleRule(ChainCheck.AS_THE_API_SERVER, Timing.DEFAULT);
        var nobody = serving(List.of(caller), List.of());
        var end = OLD.getNotAfter().toInstant().plusSeconds(3600);

        assertThat(obstacles(rule.refusals(caller, List.of(FIRST), nobody, end.minusSeconds(1))))
                .containsExactly(Obstacle.NO_PODS);
        assertThat(rule.refusals(caller, List.of(FIRST), nobody, end)).isEmpty();
    }

    @Test
    void ourOwnAuthorityIsAddedWithoutAnyEvidenceAndAForeignOneNever() {
        var caller = caller(Map.of(FIRST, LONG_AGO));
        var nobody = serving(List.of(caller), List.of());

        assertThat(toPublish(caller, nobody, FIRST, SECOND)).isEmpty();
        assertThat(toPublish(caller, nobody, FIRST, FOREIGN))
                .singleElement()
                .hasToString("I6 WhoseAuthority: the key of CN=foreign is not ours, and the bundle of"
                        + " ValidatingWebhookConfiguration/checks entry entry.example.io does not hold it");
    }

    @Test
    void aForeignAuthorityThatTheBundleAlreadyHoldsMayStay() {
        var caller = caller(Map.of(FOREIGN, LONG_AGO));

        assertThat(toPublish(caller, serving(List.of(caller), List.of()), FOREIGN, FIRST))
                .isEmpty();
    }

    @Test
    void anEmptyBundleIsNotFilledWhileTheSystemsRootsMayVerifyWhatAPodServesOrLoads() {
        var caller = caller(Map.of());
        var foreign = new OwnerPod("pod-0", Optional.of(LONG_AGO), looks(FOREIGN_CHAIN));

        assertThat(obstacles(toPublish(caller, Roles.serving(FOREIGN_CHAIN, caller, foreign), SECOND)))
                .containsExactly(Obstacle.SYSTEM_ROOTS_MAY_VERIFY, Obstacle.SYSTEM_ROOTS_MAY_VERIFY);
        assertThat(obstacles(toPublish(caller, Roles.serving(FOREIGN_CHAIN, caller), FIRST)))
                .containsExactly(Obstacle.SYSTEM_ROOTS_MAY_VERIFY);
    }

    @Test
    void ourOwnLeafIsNothingThatTheSystemsRootsVerify() {
        var caller = caller(Map.of());
        var served = Roles.serving(CHAIN, caller, pod(LONG_AGO, 60, 0));

        assertThat(toPublish(caller, served, SECOND)).isEmpty();
    }

    @Test
    void anEmptyBundleIsFilledWhereAllThatIsServedVerifiesThen() {
        var caller = caller(Map.of());

        assertThat(toPublish(caller, serving(List.of(caller), List.of(pod(START.minusSeconds(60), 60, 0))), FIRST))
                .isEmpty();
    }

    @Test
    void anEmptyBundleIsFilledWhereNoCallCanSucceedWhateverTheRootsAre() {
        var caller = caller(Map.of());
        var waiting = new OwnerPod("pod-0", Optional.empty(), List.of());
        var other = List.of(new OwnerPod("pod-1", Optional.of(LONG_AGO), looks(OTHER_NAME)));
        var unseen = List.of(new OwnerPod("pod-2", Optional.of(LONG_AGO), List.of()));

        assertThat(toPublish(caller, withoutSecret(caller, List.of(waiting)), FIRST))
                .isEmpty();
        assertThat(toPublish(caller, withoutSecret(caller, other), FIRST)).isEmpty();
        assertThat(obstacles(toPublish(caller, withoutSecret(caller, unseen), FIRST)))
                .containsExactly(Obstacle.POD_NOT_SEEN);
    }

    @Test
    void aBundleIsNeverEmptied() {
        var caller = caller(Map.of(FIRST, LONG_AGO));

        assertThat(obstacles(toPublish(caller, serving(List.of(caller), List.of()))))
                .contains(Obstacle.WOULD_BE_EMPTY);
    }

    @Test
    void aPodIsSeenTwiceWithinAMinuteAndHasNotStartedSince() {
        assertThat(toRetire(pod(START.minusSeconds(60), 60, 0))).isEmpty();
        assertThat(toRetire(pod(START.minusSeconds(59), 60, 0))).containsExactly(Obstacle.POD_STARTED);
        assertThat(toRetire(pod(LONG_AGO, 61, 0))).containsExactly(Obstacle.POD_NOT_SEEN);
        assertThat(toRetire(pod(LONG_AGO, 5, 5))).containsExactly(Obstacle.POD_NOT_SEEN);
        assertThat(toRetire(pod(LONG_AGO, 5, -1))).containsExactly(Obstacle.POD_NOT_SEEN);
    }

    @Test
    void whatIsUnseenOrMovingCountsAgainstAWrite() {
        var caller = caller(Map.of(FIRST, LONG_AGO, SECOND, LONG_AGO));
        var moving = new Serving(
                CHAIN,
                START.minusSeconds(179),
                List.of(caller),
                List.of(pod(LONG_AGO, 5, 0)),
                true,
                Cast.OURS,
                List.of(new Gap("Pod", true, "may not list pods")));

        assertThat(obstacles(toPublish(caller, moving, FIRST)))
                .containsExactly(Obstacle.ROLLING_OUT, Obstacle.STORED_TOO_FRESH, Obstacle.NOT_ALL_SEEN);
    }

    @Test
    void whatIsServedOrStoredKeepsItsCertificateInTheBundle() {
        var caller = caller(Map.of(FIRST, LONG_AGO, SECOND, LONG_AGO));
        var serving = serving(List.of(caller), List.of(pod(LONG_AGO, 5, 0)));

        assertThat(obstacles(toPublish(caller, serving, SECOND)))
                .containsExactly(Obstacle.SERVED_CHAIN_NEEDS_IT, Obstacle.STORED_CHAIN_NEEDS_IT);
    }

    @Test
    void aCertificateThatWasNeverTimedCountsFromNow() {
        var site = Stage.callSite(draft -> draft.bundle(Pem.bundle(FIRST, SECOND)));

        var caller = Caller.of(site, Cast.A, Map.of(SECOND, LONG_AGO, OLD, LONG_AGO), START);

        assertThat(caller.trusted()).containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, START, SECOND, LONG_AGO));
    }

    private static List<Obstacle> toRetire(OwnerPod pod) {
        var caller = caller(Map.of(FIRST, LONG_AGO, SECOND, LONG_AGO));
        return obstacles(toPublish(caller, serving(List.of(caller), List.of(pod)), FIRST));
    }

    private static List<TrustRefusal> toPublish(Caller caller, Serving serving, X509Certificate... next) {
        return new BundleRule(ChainCheck.AS_THE_API_SERVER, Timing.DEFAULT)
                .refusals(caller, List.of(next), serving, START);
    }

    private static Serving withoutSecret(Caller caller, List<OwnerPod> pods) {
        return new Serving(List.of(), LONG_AGO, List.of(caller), pods, false, Cast.OURS, List.of());
    }

    private static Serving serving(List<Caller> callers, List<OwnerPod> pods) {
        return new Serving(CHAIN, START.minusSeconds(180), callers, pods, false, Cast.OURS, List.of());
    }
}
