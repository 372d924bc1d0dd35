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
import static io.webhookisolation.trust.Roles.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.model.Gap;
import io.webhookisolation.trust.OwnerPod.Sighting;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which chains I1 lets be stored, at the edges of each time. */
class IssueRuleTest {

    private static final List<X509Certificate> SHORT_CHAIN = Cast.CHAINS.get(7).certificates();
    private static final List<X509Certificate> PLAIN = Cast.CHAINS.get(3).certificates();
    private static final List<X509Certificate> CROSSED = Cast.CHAINS.get(4).certificates();

    @Test
    void aChainIsStoredWhenItsTrustIsAsOldAsTheDwellAndNoSooner() {
        assertThat(toStore(CHAIN, caller(Map.of(FOREIGN, LONG_AGO, FIRST, START.minusSeconds(59)))))
                .singleElement()
                .asString()
                .startsWith(
                        "I1 Issue: the bundle of ValidatingWebhookConfiguration/checks entry entry.example.io has not verified"
                                + " the new chain for PT1M yet for a.ns.svc: ");
        assertThat(toStore(CHAIN, caller(Map.of(FOREIGN, LONG_AGO, FIRST, START.minusSeconds(60)))))
                .isEmpty();
    }

    @Test
    void aChainThatSomeBundleDoesNotKnowIsNotStored() {
        assertThat(obstacles(toStore(
                        CHAIN,
                        caller(Map.of(FOREIGN, LONG_AGO, FIRST, LONG_AGO)),
                        caller(Map.of(FOREIGN, LONG_AGO, SECOND, LONG_AGO)))))
                .containsExactly(Obstacle.UNTRUSTED);
    }

    @Test
    void aChainThatEndsWithinADayIsNotStored() {
        var serving = serving(FOREIGN_CHAIN, caller(Map.of(FOREIGN, LONG_AGO, FIRST, LONG_AGO)));
        var hourLater = START.plusSeconds(3600);

        assertThat(toStore(SHORT_CHAIN, serving, hourLater)).isEmpty();
        assertThat(obstacles(toStore(SHORT_CHAIN, serving, hourLater.plusSeconds(1))))
                .containsExactly(Obstacle.ENDS_SOON);
    }

    @Test
    void aCallThatFailsAlreadyHoldsUpNoChain() {
        var caller = caller(Map.of(SECOND, LONG_AGO));
        var waiting = new OwnerPod("pod-0", Optional.empty(), List.of());
        var unseen = new OwnerPod("pod-0", Optional.of(LONG_AGO), List.of());
        var failing = pod(LONG_AGO, 60, 0);
        var succeeding = new OwnerPod("pod-0", Optional.of(LONG_AGO), looks(PLAIN));

        var changed = caller(Map.of(SECOND, START.minusSeconds(59)));

        assertThat(toStore(CHAIN, serving(FOREIGN_CHAIN, caller), START)).isEmpty();
        assertThat(obstacles(toStore(CHAIN, serving(FOREIGN_CHAIN, changed), START)))
                .as("an API server may still use the bundle before")
                .containsExactly(Obstacle.UNTRUSTED);
        assertThat(toStore(CHAIN, serving(FOREIGN_CHAIN, caller, waiting), START))
                .isEmpty();
        assertThat(toStore(CHAIN, serving(FOREIGN_CHAIN, caller, failing), START))
                .isEmpty();
        assertThat(obstacles(toStore(CHAIN, serving(FOREIGN_CHAIN, caller, unseen), START)))
                .containsExactly(Obstacle.UNTRUSTED);
        assertThat(obstacles(toStore(CHAIN, serving(FOREIGN_CHAIN, caller, succeeding), START)))
                .containsExactly(Obstacle.UNTRUSTED);
    }

    @Test
    void aPodCountsByWhatItServedLast() {
        var caller = caller(Map.of(SECOND, LONG_AGO));
        var reloaded = new OwnerPod(
                "pod-0",
                Optional.of(LONG_AGO),
                List.of(new Sighting(START, FOREIGN_CHAIN), new Sighting(START.minusSeconds(60), PLAIN)));

        assertThat(toStore(CHAIN, serving(FOREIGN_CHAIN, caller, reloaded), START))
                .isEmpty();
    }

    @Test
    void aCallByTheSystemsRootsFailsForSureOnlyByItsNameOrWhereNothingIsServed() {
        var caller = caller(Map.of());

        assertThat(obstacles(toStore(CHAIN, serving(FOREIGN_CHAIN, caller), START)))
                .containsExactly(Obstacle.UNTRUSTED);
        assertThat(toStore(CHAIN, serving(OTHER_NAME, caller), START)).isEmpty();
        assertThat(toStore(CHAIN, serving(List.of(), caller), START)).isEmpty();
    }

    @Test
    void aCallFailsForSureAnHourAfterTheChainInUseHasEnded() {
        var serving = serving(Cast.CHAINS.getFirst().certificates(), caller(Map.of(OLD, LONG_AGO)));
        var end = OLD.getNotAfter().toInstant().plusSeconds(3600);

        assertThat(obstacles(toStore(CHAIN, serving, end))).containsExactly(Obstacle.UNTRUSTED);
        assertThat(toStore(CHAIN, serving, end.plusSeconds(1))).isEmpty();
    }

    @Test
    void aRenewalByTheSameAuthorityWaitsForNothing() {
        var distrusting = caller(Map.of(SECOND, LONG_AGO));
        var unseen = new OwnerPod("pod-0", Optional.of(LONG_AGO), List.of());
        var blind = new Serving(
                CHAIN,
                START,
                List.of(distrusting),
                List.of(unseen),
                true,
                Cast.OURS,
                List.of(new Gap("APIService", true, "may not list")));

        assertThat(toStore(CHAIN, blind, START)).isEmpty();
        assertThat(obstacles(toStore(PLAIN, blind, START))).containsExactly(Obstacle.NOT_ALL_SEEN);
        assertThat(obstacles(toStore(SHORT_CHAIN, blind, START.plusSeconds(3601))))
                .as("it ends sooner")
                .containsExactly(Obstacle.UNTRUSTED, Obstacle.NOT_ALL_SEEN);
        assertThat(obstacles(toStore(Cast.CHAINS.get(6).certificates(), blind, START)))
                .as("a name is lost")
                .containsExactly(Obstacle.UNTRUSTED, Obstacle.NOT_ALL_SEEN);
    }

    @Test
    void aChainThatLosesACrossIsNoRenewal() {
        var caller = caller(Map.of(FIRST, LONG_AGO));

        assertThat(obstacles(toStore(PLAIN, serving(CROSSED, caller), START))).containsExactly(Obstacle.UNTRUSTED);
        assertThat(toStore(CROSSED, serving(PLAIN, caller), START)).isEmpty();
    }

    @Test
    void aCallerThatVerifiesNothingStopsNoChain() {
        assertThat(toStore(CHAIN, new Caller(Stage.INSECURE, Cast.A, Map.of()))).isEmpty();
    }

    private static List<TrustRefusal> toStore(List<X509Certificate> chain, Caller... callers) {
        var serving = new Serving(FOREIGN_CHAIN, LONG_AGO, List.of(callers), List.of(), false, Cast.OURS, List.of());
        return toStore(chain, serving, START);
    }

    private static List<TrustRefusal> toStore(List<X509Certificate> chain, Serving serving, Instant now) {
        return new IssueRule(ChainCheck.AS_THE_API_SERVER, Timing.DEFAULT)
                .refusals(chain, serving, Duration.ofSeconds(60), now);
    }
}
