package io.webhookisolation.isolation;

import static io.webhookisolation.fixture.model.Origins.documentAndHome;
import static io.webhookisolation.fixture.model.Origins.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Provenance;
import org.junit.jupiter.api.Test;

/** WI105: Services that nobody calls as a webhook and that select too much in the same way. */
class PlainServicesTest {

    @Test
    void aMetricsServiceThatMatchesAnotherComponentIsToldOf() {
        var finding = Found.only(FindingCode.WI105, metrics());

        assertThat(finding.object().kindAndName()).isEqualTo("Service/lws-metrics");
        assertThat(finding.severity().word()).isEqualTo("note");
        assertThat(finding.message())
                .isEqualTo("Service ns/lws-metrics selects control-plane=controller-manager, which also matches"
                        + " Deployment/kueue: no webhook, but whoever uses it lands there too");
        assertThat(finding.evidence())
                .containsExactly(
                        "owner Deployment/lws: E7 +10: Deployment/lws alone shares the name prefix lws with the"
                                + " Service",
                        "owner Deployment/lws: E10 +40: Deployment/lws and the Service come from lws.yaml");
    }

    @Test
    void aServiceThatIsCalledHasFindingsOfItsOwn() {
        var given = metrics().callSite("hooks", "lws-metrics", site -> site);

        assertThat(Found.of(FindingCode.WI105, given)).isEmpty();
        assertThat(Found.of(FindingCode.WI101, given)).hasSize(1);
    }

    @Test
    void aServiceThatIsToBeIgnoredIsNotMentioned() {
        var given = Given.manifests()
                .service(
                        "lws-metrics",
                        draft -> draft.from(documentAndHome("lws.yaml", "lws")).ignored("known"))
                .deployment("lws", draft -> draft.from(documentAndHome("lws.yaml", "lws")))
                .deployment("kueue", draft -> draft.from(documentAndHome("kueue.yaml", "kueue")));

        assertThat(Found.of(FindingCode.WI105, given)).isEmpty();
    }

    @Test
    void withoutAnOwnerNobodyIsForeign() {
        var given = Given.manifests().service("gate").deployment("one").deployment("two");

        assertThat(Found.of(FindingCode.WI105, given)).isEmpty();
    }

    @Test
    void workloadsOfOneReleaseMayShareAService() {
        var together = twoWorkloads(release("lws"), release("lws"), "lws-manager", "agent");
        var apart = twoWorkloads(release("lws"), release("kueue"), "lws-manager", "lws-agent");

        assertThat(Found.of(FindingCode.WI105, together)).isEmpty();
        assertThat(Found.of(FindingCode.WI105, apart)).hasSize(1);
    }

    @Test
    void whereAnInstallationIsNotKnownTheFirstWordOfTheNameTells() {
        var sameWord = twoWorkloads(release("lws"), Provenance.NONE, "lws-manager", "lws-agent");
        var sameWordTheOtherWay = twoWorkloads(Provenance.NONE, release("lws"), "lws-manager", "lws-agent");
        var otherWord = twoWorkloads(Provenance.NONE, Provenance.NONE, "lws-manager", "lwsagent");

        assertThat(Found.of(FindingCode.WI105, sameWord)).isEmpty();
        assertThat(Found.of(FindingCode.WI105, sameWordTheOtherWay)).isEmpty();
        assertThat(Found.of(FindingCode.WI105, otherWord)).hasSize(1);
    }

    /** The first of the two is the owner beyond doubt. */
    private static Given twoWorkloads(Provenance one, Provenance other, String owner, String neighbour) {
        return Given.cluster()
                .service(
                        "lws-metrics",
                        draft -> draft.label("app.kubernetes.io/name", "lws").from(one))
                .deployment(
                        owner,
                        draft -> draft.label("app.kubernetes.io/name", "lws")
                                .word("lws-metrics")
                                .from(one))
                .deployment(neighbour, draft -> draft.from(other));
    }

    private static Given metrics() {
        return Given.manifests()
                .service("lws-metrics", draft -> draft.from(documentAndHome("lws.yaml", "lws")))
                .deployment("lws", draft -> draft.from(documentAndHome("lws.yaml", "lws")))
                .deployment("kueue", draft -> draft.from(documentAndHome("kueue.yaml", "kueue")));
    }
}
