package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.isolated;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.observe.LivePolicies;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status is written over the one that it follows from, and over no other. */
class StatusPreconditionTest {

    private static final PolicyStatus FIRST = evaluation().with(isolated("lws")).status();
    private static final PolicyStatus SECOND =
            evaluation().with(isolated("kueue")).with(isolated("lws")).after(FIRST);

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final FaultProxy proxy = plane.proxy("operator");
    private final KubernetesClient client = plane.clientAs("operator");
    private final AtomicBoolean leads = new AtomicBoolean(true);
    private final StatusWriter writer = new StatusWriter(client, new LivePolicies(client)::read, leads::get);
    private final WebhookIsolationPolicy seen;

    StatusPreconditionTest() {
        plane.createNamespace("operators");
        seen = create();
    }

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void isWrittenOverTheVersionThatWasSeen() {
        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(status()).isEqualTo(FIRST);
        assertThat(answers()).containsExactly(200);
        assertThat(proxy.calls().getFirst().body())
                .contains("\"resourceVersion\":\"" + seen.getMetadata().getResourceVersion() + "\"");
    }

    @Test
    void isWrittenOverOnesOwnFormerStatusThatNoCacheShowsYet() {
        // given
        writer.write(seen, FIRST, NOON);

        // when
        var told = writer.write(seen, SECOND, NOON);

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(status()).isEqualTo(SECOND);
        assertThat(answers()).containsExactly(200, 200);
    }

    @Test
    void isWrittenOverOnesOwnHoweverLongTheCacheIsStuck() {
        // given
        writer.write(seen, FIRST, NOON);

        // when
        var told = writer.write(seen, SECOND, NOON.plus(Duration.ofHours(1)));

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(answers()).containsExactly(200, 200);
    }

    @Test
    void isNotWrittenAgain() {
        // given
        writer.write(seen, FIRST, NOON);
        writer.write(seen, SECOND, NOON);

        // when
        var told = Stream.of(seen, live()).map(policy -> writer.write(policy, SECOND, NOON));

        // then
        assertThat(told).containsOnly(Told.NOTHING_NEW);
        assertThat(answers()).hasSize(2);
    }

    @Test
    void isWrittenOverOnesOwnFinalizerThatNoCacheShowsYet() {
        // given
        var touched = patch("{\"metadata\":{\"finalizers\":[\"webhook-isolation.io/revert\"]}}");
        writer.touched(seen, touched.getMetadata().getResourceVersion(), NOON);

        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(status()).isEqualTo(FIRST);
        assertThat(live().getMetadata().getFinalizers()).hasSize(1);
        assertThat(answers()).containsExactly(200);
    }

    /** It says which generation it is about, and what it remembers must not be lost. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"metadata\":{\"labels\":{\"by\":\"somebody\"}}}", "{\"spec\":{\"suspend\":true}}"})
    void isWrittenInTheSecondTryIfOnlyTheRestOfThePolicyChanged(String change) {
        // given
        writer.write(seen, FIRST, NOON);
        var changed = patch(change);

        // when
        var told = writer.write(seen, SECOND, NOON);

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(status()).isEqualTo(SECOND);
        assertThat(live().getSpec()).isEqualTo(changed.getSpec());
        assertThat(live().getMetadata().getLabels())
                .isEqualTo(changed.getMetadata().getLabels());
        assertThat(answers()).containsExactly(200, 409, 200);
    }

    @Test
    void isNotWrittenOverTheStatusOfSomebodyElse() {
        // given
        var theirs = writerOfAnother();
        theirs.write(seen, SECOND, NOON);

        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.OVERTAKEN);
        assertThat(status()).isEqualTo(SECOND);
        assertThat(answers()).containsExactly(409);
        assertThat(writer.current(seen, NOON)).isEqualTo(StatusReport.NONE);
    }

    @Test
    void isWrittenOverTheStatusOfSomebodyElseOnceThatIsSeen() {
        // given
        writerOfAnother().write(seen, SECOND, NOON);
        writer.write(seen, FIRST, NOON);

        // when
        var told = writer.write(live(), FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(status()).isEqualTo(FIRST);
    }

    @Test
    void isNotTriedAgainByWhoLeadsNoMore() {
        // given
        patch("{\"metadata\":{\"labels\":{\"by\":\"somebody\"}}}");
        leads.set(false);

        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.OVERTAKEN);
        assertThat(status()).isEqualTo(StatusReport.NONE);
        assertThat(proxy.calls()).hasSize(1);
    }

    @Test
    void isTriedTwiceAndNotForEver() {
        // given
        proxy.faults().every(Call::isWrite, Faults.conflict());

        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.OVERTAKEN);
        assertThat(answers()).containsExactly(409, 409);
    }

    @Test
    void isToldIfItWasWrittenAndOnlyTheAnswerWasLost() {
        // given
        proxy.faults().next(Call::isWrite, new Faults.Drop(Faults.When.AFTER_IT_IS_DONE));

        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.NEWS);
        assertThat(writer.current(seen, NOON)).isEqualTo(FIRST);
        assertThat(status()).isEqualTo(FIRST);
        assertThat(answers()).containsExactly(0, 409);
    }

    @Test
    void isNotWrittenToAPolicyThatTookTheNameOfAnother() {
        // given
        policy().delete();
        create();

        // when
        var told = writer.write(seen, FIRST, NOON);

        // then
        assertThat(told).isEqualTo(Told.NOTHING_NEW);
        assertThat(status()).isEqualTo(StatusReport.NONE);
        assertThat(answers()).containsExactly(409);
    }

    @Test
    void isNeverLostWhileSomebodyEditsThePolicyAllTheTime() {
        // when
        var told = IntStream.range(0, 10)
                .mapToObj(edit -> {
                    patch("{\"metadata\":{\"labels\":{\"edit\":\"" + edit + "\"}}}");
                    return writer.write(seen, edit % 2 == 0 ? FIRST : SECOND, NOON);
                })
                .toList();

        // then
        assertThat(told).containsOnly(Told.NEWS);
        assertThat(status()).isEqualTo(SECOND);
    }

    private WebhookIsolationPolicy create() {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace("operators");
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, null, null, null));
        return plane.client().resource(policy).create();
    }

    private StatusWriter writerOfAnother() {
        return new StatusWriter(plane.client(), new LivePolicies(plane.client())::read, () -> true);
    }

    private WebhookIsolationPolicy patch(String change) {
        return policy().patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    private PolicyStatus status() {
        return Objects.requireNonNullElse(live().getStatus(), StatusReport.NONE);
    }

    private WebhookIsolationPolicy live() {
        return Objects.requireNonNull(policy().get());
    }

    private Resource<WebhookIsolationPolicy> policy() {
        return plane.client()
                .resources(WebhookIsolationPolicy.class)
                .inNamespace("operators")
                .withName("webhooks");
    }

    /** To the writes of the status. */
    private Stream<Integer> answers() {
        return proxy.calls().stream().filter(Call::isWrite).map(Call::code);
    }
}
