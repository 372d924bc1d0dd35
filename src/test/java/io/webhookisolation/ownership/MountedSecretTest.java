package io.webhookisolation.ownership;

import static io.webhookisolation.fixture.model.Origins.document;
import static io.webhookisolation.fixture.model.Origins.documentAndHome;
import static io.webhookisolation.fixture.model.Origins.home;
import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.ownership.Verdicts.evidence;
import static io.webhookisolation.ownership.Verdicts.proved;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Relation;
import org.junit.jupiter.api.Test;

/** E2: Secrets that the template mounts. */
class MountedSecretTest {

    @Test
    void theServicesSecretSpeaksForTheWorkload() {
        var given = Given.manifests()
                .webhookService("a")
                .deployment("op", draft -> draft.mounts("a-cert"))
                .certificate("a-serving", "a-cert", "a.ns.svc", "a.ns.svc.cluster.local");

        assertThat(evidence(given, "a", "op", "E2"))
                .containsExactly("E2 +60: Deployment/op mounts Secret/a-cert, which Certificate/a-serving writes for"
                        + " Service/a");
    }

    @Test
    void onlyAnotherWebhookServicesSecretSpeaksAgainstIt() {
        var given = Given.manifests()
                .webhookService("a")
                .webhookService("b")
                .deployment("op", draft -> draft.mounts("b-cert"))
                .certificate("b-serving", "b-cert", "b.ns.svc");

        assertThat(evidence(given, "a", "op", "E2"))
                .containsExactly("E2 -40: Deployment/op mounts Secret/b-cert, which Certificate/b-serving writes for"
                        + " Service/b");
    }

    @Test
    void aSecretForNoWebhookServiceSaysNothing() {
        var given = Given.manifests()
                .webhookService("a")
                .service("metrics")
                .deployment("op", draft -> draft.mounts("metrics-cert"))
                .certificate("metrics", "metrics-cert", "metrics.ns.svc");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
    }

    @Test
    void aWildcardAndAnotherNamespaceSayNothing() {
        var given = Given.manifests()
                .webhookService("a")
                .deployment("op", draft -> draft.mounts("wild").mounts("far"))
                .certificate("wild", "wild", "*.ns.svc")
                .in("elsewhere")
                .certificate("far", "far", "a.ns.svc");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
    }

    @Test
    void aSecretThatTwoCertificatesWriteForDifferentServicesSaysNothing() {
        var given = Given.manifests()
                .webhookService("a")
                .webhookService("b")
                .deployment("op", draft -> draft.mounts("webhook-server-cert"))
                .certificate("a", "webhook-server-cert", "a.ns.svc")
                .certificate("b", "webhook-server-cert", "b.ns.svc");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
    }

    @Test
    void aSecretForAWebhookServiceOfAnotherNamespaceSaysNothing() {
        var given = Given.manifests()
                .in("elsewhere")
                .webhookService("b")
                .in("ns")
                .webhookService("a")
                .deployment("op", draft -> draft.mounts("b-cert"))
                .certificate("b", "b-cert", "b.elsewhere.svc");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
    }

    @Test
    void ofManifestsACertificateIsForTheServiceOfItsOwnDocument() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(document("a.yaml")))
                .deployment("op", draft -> draft.mounts("cert"))
                .certificate("a", "cert", document("b.yaml"), "a.ns.svc");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
    }

    @Test
    void ofManifestsTheSecretOfTheOwnDocumentAndNamespaceIsMeant() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(document("a.yaml")))
                .webhookService("b", draft -> draft.from(home("b-system")))
                .deployment("a-op", draft -> draft.from(document("a.yaml")).mounts("webhook-server-cert"))
                .deployment("b-op", draft -> draft.from(home("b-system")).mounts("webhook-server-cert"))
                .certificate("a", "webhook-server-cert", documentAndHome("a.yaml", "a-system"), "a.ns.svc")
                .certificate("b", "webhook-server-cert", documentAndHome("b.yaml", "b-system"), "b.ns.svc");

        assertThat(evidence(given, "a", "a-op", "E2"))
                .singleElement()
                .asString()
                .startsWith("E2 +60");
        assertThat(evidence(given, "b", "b-op", "E2"))
                .singleElement()
                .asString()
                .startsWith("E2 +60");
        assertThat(evidence(given, "a", "b-op", "E2"))
                .singleElement()
                .asString()
                .startsWith("E2 -40");
    }

    @Test
    void whatASecretHoldsOutweighsWhatIsPromised() {
        var given = Given.cluster()
                .webhookService("a")
                .webhookService("b")
                .deployment("op", draft -> draft.mounts("cert"))
                .certificate("a", "cert", "a.ns.svc")
                .secret("cert", "b.ns.svc");

        assertThat(evidence(given, "a", "op", "E2"))
                .containsExactly("E2 -40: Deployment/op mounts Secret/cert, which holds a certificate for Service/b");
        assertThat(evidence(given, "b", "op", "E2"))
                .containsExactly("E2 +60: Deployment/op mounts Secret/cert, which holds a certificate for Service/b");
    }

    @Test
    void whatASecretHoldsSettlesAQuarrelOfCertificates() {
        var given = Given.cluster()
                .webhookService("a")
                .webhookService("b")
                .deployment("op", draft -> draft.mounts("cert"))
                .certificate("a", "cert", "a.ns.svc")
                .certificate("b", "cert", "b.ns.svc")
                .secret("cert", "a.ns.svc");

        assertThat(evidence(given, "a", "op", "E2")).singleElement().asString().startsWith("E2 +60");
    }

    @Test
    void anEmptySecretSaysNothingWhateverIsPromised() {
        var given = Given.cluster()
                .webhookService("a")
                .deployment("op", draft -> draft.mounts("cert"))
                .certificate("a", "cert", "a.ns.svc")
                .secret("cert");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
    }

    @Test
    void aSecretThatTheWorkloadBehindTheOtherServiceMountsTooSaysNothing() {
        var given =
                shared("b").deployment("op", draft -> draft.label("app", "a").mounts("cert"));

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
        assertThat(proved(given, "a", "op")).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void onlyTheWorkloadBehindTheOtherServiceCounts() {
        var given = shared("somebody")
                .deployment("op", draft -> draft.label("app", "a").mounts("cert"));

        assertThat(evidence(given, "a", "op", "E2")).singleElement().asString().startsWith("E2 -40");
        assertThat(proved(given, "a", "op")).isEqualTo(Relation.FOREIGN);
    }

    @Test
    void aSecretThatAnotherComponentMountsTooTellsNothingWhereTheServiceSelectsBoth() {
        var given = Given.cluster()
                .webhookService("a")
                .deployment("op", draft -> draft.from(release("a")).mounts("cert"))
                .deployment("rival", draft -> draft.from(release("b")).mounts("cert"))
                .secret("cert", "a.ns.svc");

        assertThat(evidence(given, "a", "op", "E2")).isEmpty();
        assertThat(evidence(given, "a", "rival", "E2")).isEmpty();
        assertThat(proved(given, "a", "op")).isEqualTo(Relation.UNKNOWN);
        assertThat(proved(given, "a", "rival")).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void aSecretThatBlueAndGreenOfOneReleaseMountIsForBoth() {
        var given = Given.cluster()
                .webhookService("a")
                .deployment("blue", draft -> draft.from(release("a")).mounts("cert"))
                .deployment("green", draft -> draft.from(release("a")).mounts("cert"))
                .secret("cert", "a.ns.svc");

        assertThat(proved(given, "a", "blue")).isEqualTo(Relation.OWNER);
        assertThat(proved(given, "a", "green")).isEqualTo(Relation.OWNER);
    }

    @Test
    void aNeighbourWhomTheServiceDoesNotSelectMayMountItsSecretToTrustIt() {
        var given = Given.cluster()
                .webhookService("a", draft -> draft.selects("app", "a"))
                .deployment(
                        "op",
                        draft -> draft.from(release("a")).label("app", "a").mounts("cert"))
                .deployment("neighbour", draft -> draft.from(release("b")).mounts("cert"))
                .secret("cert", "a.ns.svc");

        assertThat(proved(given, "a", "op")).isEqualTo(Relation.OWNER);
    }

    @Test
    void aSecretOfOneComponentsFilesOutweighsNoPromiseOfAnothers() {
        var given = Given.manifests()
                .webhookService("a", draft -> draft.from(document("a.yaml")))
                .webhookService("b", draft -> draft.from(document("b.yaml")))
                .deployment("a-op", draft -> draft.from(document("a.yaml")).mounts("webhook-server-cert"))
                .certificate("a", "webhook-server-cert", document("a.yaml"), "a.ns.svc")
                .secret("webhook-server-cert", document("b.yaml"), "b.ns.svc");

        assertThat(evidence(given, "a", "a-op", "E2"))
                .containsExactly("E2 +60: Deployment/a-op mounts Secret/webhook-server-cert, which Certificate/a writes"
                        + " for Service/a");
    }

    /** A Secret for {@code b}, which Pods with this label mount. */
    private static Given shared(String app) {
        return Given.cluster()
                .webhookService("a", draft -> draft.selects("app", "a"))
                .webhookService("b", draft -> draft.selects("app", "b"))
                .deployment("other", draft -> draft.label("app", app).mounts("cert"))
                .certificate("b", "cert", "b.ns.svc");
    }
}
