package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.ownership.Verdicts.NOW;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static io.webhookisolation.ownership.Verdicts.proved;
import static io.webhookisolation.ownership.Verdicts.served;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Relation;
import org.junit.jupiter.api.Test;

/** E11: siblings of the Service. */
class SiblingServiceTest {

    @Test
    void theProvedOwnerOfASiblingIsLikelyTheOwner() {
        var given = siblings(release("kueue"), release("kueue"));

        assertThat(evidence(given, "visibility", "kueue", "E11"))
                .containsExactly("E11 +60: Deployment/kueue is the proved owner of Service/webhook,"
                        + " which has the same selector");
    }

    @Test
    void whoIsProvedForeignToASiblingIsLikelyForeign() {
        var given = siblings(release("kueue"), release("kueue"))
                .webhookService("lws-webhook", draft -> draft.selects("app", "lws"))
                .running("lws", 1, draft -> draft, "webhook", "visibility")
                .probe("webhook", "lws-0", served("lws-webhook.ns.svc"), NOW.minusSeconds(5), NOW);

        assertThat(evidence(given, "visibility", "lws", "E11"))
                .containsExactly("E11 -40: Deployment/lws is proved foreign to Service/webhook,"
                        + " which has the same selector");
    }

    @Test
    void aSiblingsOwnerThatServesTheSiblingsNameIsNotProvedForeignWhereNothingIsVerified() {
        var given = siblings(release("kueue"), release("kueue"));
        assertThat(proved(given, "visibility", "kueue")).isEqualTo(Relation.OWNER);

        given.probe("visibility", "kueue-0", served("webhook.ns.svc"), NOW.minusSeconds(5), NOW);

        assertThat(proved(given, "visibility", "kueue")).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void servicesWithOtherMarksOrWithoutAnyAreNoSiblings() {
        assertThat(evidence(siblings(release("kueue"), release("lws")), "visibility", "kueue", "E11"))
                .isEmpty();
        assertThat(evidence(siblings(Provenance.NONE, Provenance.NONE), "visibility", "kueue", "E11"))
                .isEmpty();
    }

    @Test
    void aServiceIsNoSiblingOfItself() {
        var given = siblings(release("kueue"), release("kueue"));

        assertThat(evidence(given, "webhook", "kueue", "E11")).isEmpty();
    }

    @Test
    void servicesWithAnotherSelectorAreNoSiblings() {
        var given = Given.cluster()
                .webhookService("webhook", draft -> draft.from(release("kueue")).alsoSelects("app", "kueue"))
                .service("visibility", draft -> draft.from(release("kueue")))
                .callSite("visibility", "visibility", site -> site.insecure())
                .running("kueue", 1, draft -> draft.label("app", "kueue").mounts("cert"), "webhook", "visibility")
                .certificate("kueue", "cert", "webhook.ns.svc");

        assertThat(evidence(given, "visibility", "kueue", "E11")).isEmpty();
    }

    private static Given siblings(Provenance webhook, Provenance visibility) {
        return Given.cluster()
                .webhookService("webhook", draft -> draft.from(webhook))
                .service("visibility", draft -> draft.from(visibility))
                .callSite("visibility", "visibility", site -> site.insecure())
                .running("kueue", 1, draft -> draft.mounts("cert"), "webhook", "visibility")
                .certificate("kueue", "cert", "webhook.ns.svc");
    }
}
