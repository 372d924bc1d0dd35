package io.webhookisolation.isolation;

import static io.webhookisolation.fixture.model.Origins.documentAndHome;
import static io.webhookisolation.fixture.model.Origins.release;
import static io.webhookisolation.isolation.Found.NOW;
import static io.webhookisolation.isolation.Found.messages;
import static io.webhookisolation.isolation.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.ProbeOutcome;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What findings about services say: a sentence that stands by itself, on the object to look at first, with evidence. */
class ServiceFindingsTest {

    private static final CertificateAuthority ROOT = CertificateAuthority.create("root");

    @Test
    void anOverlapBlamesTheBroadServiceAndSaysWhatToDo() {
        var finding = only(overlap("kueue"));

        assertThat(finding.object().kindAndName()).isEqualTo("Service/lws-webhook");
        assertThat(finding.message())
                .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, which also reaches"
                        + " Deployment/kueue: calls of ValidatingWebhookConfiguration/lws-webhook fail whenever they"
                        + " land there; add app=lws to its selector");
        assertThat(finding.evidence())
                .containsExactly(
                        "owner Deployment/lws (lws.yaml): E7 +10: Deployment/lws alone shares the name prefix lws"
                                + " with the Service",
                        "owner Deployment/lws (lws.yaml): E10 +40: Deployment/lws and the Service come from lws.yaml",
                        "foreign Deployment/kueue: no evidence");
    }

    @Test
    void threeForeignWorkloadsAreNamedAndTheRestIsCounted() {
        var finding = only(overlap("a", "b", "c", "d", "e"));

        assertThat(finding.message()).contains("reaches Deployment/a, Deployment/b, Deployment/c and 2 more: calls");
        assertThat(finding.evidence())
                .endsWith(
                        "foreign Deployment/a: no evidence",
                        "foreign Deployment/b: no evidence",
                        "foreign Deployment/c: no evidence",
                        "and 2 more workloads");
    }

    @Test
    void threeForeignWorkloadsAreAllNamed() {
        var finding = only(overlap("a", "b", "c"));

        assertThat(finding.message()).contains("reaches Deployment/a, Deployment/b, Deployment/c: calls");
        assertThat(finding.evidence()).endsWith("foreign Deployment/c: no evidence");
    }

    @Test
    void callersAreNamedOnceEach() {
        var finding = only(overlap("kueue")
                .callSite("lws-webhook", "lws-webhook", site -> site.entry("second"))
                .callSite("crd", "lws-webhook", site -> site.kind(CallSiteKind.CONVERSION_WEBHOOK)));

        assertThat(finding.message())
                .contains("calls of CustomResourceDefinition/crd, ValidatingWebhookConfiguration/lws-webhook fail");
    }

    @Test
    void aTemplateThatNeedsALabelFirstIsNamed() {
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .deployment("lws")
                .deployment("kueue");

        assertThat(only(given).message())
                .endsWith("; label the Pod template of Deployment/lws with app.kubernetes.io/name=lws,"
                        + " then add it to the selector");
    }

    @Test
    void whereNoLabelHelpsTheFindingSaysSo() {
        UnaryOperator<WorkloadDraft> full = draft -> draft.label("app.kubernetes.io/name", "x")
                .label("app.kubernetes.io/instance", "x")
                .label("app.kubernetes.io/component", "x")
                .label("app.kubernetes.io/part-of", "x");
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .deployment("lws", full)
                .deployment("kueue", full);

        assertThat(only(given).message()).endsWith("; no label tells them apart, so give each a namespace of its own");
    }

    @Test
    void aLatentOverlapSaysWhenItWillHurt() {
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .deployment("lws", draft -> draft.label("app", "lws"))
                .deployment("kueue", draft -> draft.replicas(0));

        assertThat(only(given).message())
                .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, which also matches"
                        + " Deployment/kueue: calls will fail as soon as that has a ready endpoint;"
                        + " add app=lws to its selector");
    }

    @Test
    void aSilentMisrouteSaysThatNoErrorWillShow() {
        var given = Given.manifests()
                .service("lws-webhook")
                .callSite("v1.lws", "lws-webhook", site -> site.insecure())
                .deployment("lws", draft -> draft.label("app", "lws"))
                .deployment("kueue");

        assertThat(only(given).message())
                .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, which also reaches"
                        + " Deployment/kueue: APIService/v1.lws skips TLS verification, so requests land there"
                        + " and no error ever shows; add app=lws to its selector");
    }

    @Test
    void aServiceOfNobodySaysWhoIsThereInstead() {
        var given = Given.manifests()
                .webhookService("lws-webhook", draft -> draft.from(documentAndHome("lws.yaml", "lws-system")))
                .deployment("kueue", draft -> draft.from(documentAndHome("kueue.yaml", "kueue-system")));

        assertThat(only(given).message())
                .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, and nothing that it"
                        + " reaches serves lws-webhook.ns.svc: only Deployment/kueue (kueue.yaml) is there, so every"
                        + " call of ValidatingWebhookConfiguration/lws-webhook fails");
    }

    @Test
    void anUnknownOwnershipNamesTheUnknown() {
        var given = Given.manifests().webhookService("gate").deployment("one").deployment("two");

        assertThat(only(given).message())
                .isEqualTo("Service ns/gate selects control-plane=controller-manager, which matches"
                        + " Deployment/one, Deployment/two, and evidence neither claims nor excludes that");
        assertThat(only(given).evidence())
                .containsExactly("unknown Deployment/one: no evidence", "unknown Deployment/two: no evidence");
    }

    @Test
    void missingEndpointsSayWhatIsMissing() {
        var nothing = Given.manifests().webhookService("lws-webhook");
        var noPods = Given.manifests().webhookService("lws-webhook").deployment("lws", draft -> draft.replicas(0));
        var notReady = Given.cluster().webhookService("lws-webhook").running("lws", 1, draft -> draft);

        assertThat(only(nothing).message())
                .isEqualTo("Service ns/lws-webhook selects control-plane=controller-manager, and no workload has"
                        + " these labels: calls of ValidatingWebhookConfiguration/lws-webhook find nobody");
        assertThat(only(noPods).message()).contains("and Deployment/lws wants no Pods or lacks the port: calls");
        assertThat(only(notReady).message()).contains("and Deployment/lws has no ready endpoint: calls");
    }

    @Test
    void endpointsThatDidNotAnswerAreNamedOnAClusterOnly() {
        var cluster = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft, "lws-webhook")
                .running("blue", 0, draft -> draft.from(release("blue")));

        assertThat(messages(cluster))
                .contains("Endpoints of Deployment/lws behind Service ns/lws-webhook could not be probed:"
                        + " the verdict rests on labels and mounts");
        assertThat(messages(Given.manifests().webhookService("lws-webhook").deployment("lws")))
                .isEmpty();
    }

    @Test
    void anIsolatedServiceIsNotMentioned() {
        var given = Given.cluster()
                .webhookService("lws-webhook")
                .running("lws", 1, draft -> draft, "lws-webhook")
                .probe(
                        "lws-webhook",
                        "lws-0",
                        new ProbeOutcome.Served(ROOT.leaf("lws-webhook.ns.svc").chain()),
                        NOW);

        assertThat(messages(given)).isEmpty();
    }

    @Test
    void anIgnoredServiceKeepsItsVerdictWithoutErrors() {
        var given = Given.manifests()
                .webhookService("lws-webhook", draft -> draft.ignored("known"))
                .deployment("lws")
                .deployment("kueue");

        assertThat(messages(given)).isEmpty();
        assertThat(IsolationAnalysis.analyse(given.snapshot(), List.of(), NOW)
                        .services()
                        .getFirst()
                        .foreign())
                .hasSize(1);
    }

    @Test
    void anIgnoredServiceKeepsItsNotes() {
        var given = Given.cluster()
                .webhookService("lws-webhook", draft -> draft.ignored("known"))
                .running("lws", 1, draft -> draft, "lws-webhook");

        assertThat(messages(given)).hasSize(1);
    }

    @Test
    void allCallSitesMustBeIgnoredForTheServiceToBe() {
        var one = Given.manifests()
                .service("lws-webhook")
                .callSite("a", "lws-webhook", site -> site.ignored("known"))
                .deployment("lws")
                .deployment("kueue");

        assertThat(messages(one)).isEmpty();
        assertThat(messages(one.callSite("b", "lws-webhook", site -> site))).hasSize(1);
    }

    private static Given overlap(String... foreign) {
        var given = Given.manifests()
                .webhookService("lws-webhook", draft -> draft.from(documentAndHome("lws.yaml", "lws")))
                .deployment(
                        "lws",
                        draft -> draft.from(documentAndHome("lws.yaml", "lws")).label("app", "lws"));
        for (var name : foreign) {
            given.deployment(name);
        }
        return given;
    }
}
