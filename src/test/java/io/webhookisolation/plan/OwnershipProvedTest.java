package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnershipProvedTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesFiles() {
        scene.live = false;

        assertThat(objection()).contains("files prove nothing about who serves Service operators/lws-webhook");
    }

    @Test
    void refusesAnIncompleteSnapshot() {
        scene.gaps.add(new Gap("EndpointSlice", false, "not synced"));

        assertThat(objection()).contains("not everything could be read: EndpointSlice (not synced)");
    }

    @Test
    void refusesWhereAMatchingWorkloadIsUnknownByTheStrictRules() {
        scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);

        assertThat(objection())
                .contains("Deployment/kueue is neither proved an owner of Service operators/lws-webhook"
                        + " nor proved foreign");
    }

    @Test
    void refusesAMatchingWorkloadThatTheVerdictForgot() {
        scene.crews.add(new Crew("stranger", Relation.UNKNOWN, SCAFFOLD));

        assertThat(objection().orElseThrow()).startsWith("Deployment/stranger is neither");
    }

    @Test
    void doesNotMindAPastRevisionOfAWorkloadThatMatchesNoMore() {
        var former = new Crew("former", Relation.UNKNOWN, LabelSet.of("app", "former"));
        former.revision("-0", SCAFFOLD, 0);
        scene.crews.add(former);

        assertThat(objection()).isEmpty();
    }

    @Test
    void refusesWithoutAProvedOwner() {
        scene.lws.relation(Relation.OWNER, Relation.FOREIGN);

        assertThat(objection()).contains("nobody is a proved owner of Service operators/lws-webhook");
    }

    @Test
    void refusesWithoutSomebodyForeign() {
        scene.kueue.relation(Relation.FOREIGN, Relation.OWNER);

        assertThat(objection()).contains("nobody that Service operators/lws-webhook selects is proved foreign");
    }

    @Test
    void refusesAnOverlapThatCarriesNoTrafficYet() {
        scene.kueue.receivesTraffic = false;

        assertThat(objection())
                .contains("no traffic reaches Deployment/kueue yet,"
                        + " and policy operators/webhooks does not ask for narrowLatent");
    }

    @Test
    void narrowsALatentOverlapWhereThePolicyAsksForIt() {
        scene.kueue.receivesTraffic = false;
        scene.policy = Policies.latentToo();

        assertThat(objection()).isEmpty();
    }

    private Optional<String> objection() {
        return new OwnershipProved().objection(scene.proposal());
    }
}
