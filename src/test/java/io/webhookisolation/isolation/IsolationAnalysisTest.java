package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.Snapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolationAnalysisTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void theSameWorldInAnotherOrderGivesTheSameAnalysis() {
        var given = foundingCase();
        var expected = analyse(given.snapshot());

        for (var seed = 0; seed < 20; seed++) {
            assertThat(analyse(given.shuffled(seed))).isEqualTo(expected);
        }
    }

    @Test
    void theFoundingCaseIsProvedAndRepairedByTheLabelThatTheOwnerHas() {
        var verdict = analyse(foundingCase().snapshot()).services().getLast();

        assertThat(verdict.reference().name()).isEqualTo("lws-webhook");
        assertThat(verdict.serviceClass()).isEqualTo(ServiceClass.EFFECTIVE_OVERLAP);
        assertThat(verdict.owners()).extracting(owner -> owner.proved().name()).containsExactly("OWNER");
        assertThat(verdict.foreign())
                .extracting(foreign -> foreign.proved().name())
                .containsExactly("FOREIGN");
        assertThat(verdict.repair().kind()).isEqualTo(RepairKind.NARROW_SELECTOR);
        assertThat(verdict.repair().addLabels()).isEqualTo(LabelSet.of("app.kubernetes.io/name", "lws"));
    }

    @Test
    void anUnknownWorkloadIsExcludedByTheRepairToo() {
        var given = foundingCase()
                .running("lws-stranger", 1, draft -> draft.label("app.kubernetes.io/name", "lws"), "lws-webhook");

        var verdict = analyse(given.snapshot()).services().getLast();

        assertThat(verdict.unknown()).hasSize(1);
        assertThat(verdict.repair().addLabels()).isEqualTo(LabelSet.of("app.kubernetes.io/instance", "lws-1"));
    }

    @Test
    void anOverlapWithoutAKnownOwnerGetsNoProposal() {
        var given = Given.cluster()
                .webhookService("gate")
                .running("one", 1, draft -> draft, "gate")
                .running("two", 1, draft -> draft, "gate")
                .running("three", 1, draft -> draft, "gate")
                .probe("gate", "two-0", new ProbeOutcome.Refused(), NOW);

        var verdict = analyse(given.snapshot()).services().getFirst();

        assertThat(verdict.serviceClass()).isEqualTo(ServiceClass.EFFECTIVE_OVERLAP);
        assertThat(verdict.repair().kind()).isEqualTo(RepairKind.NONE);
        assertThat(verdict.repair().reason()).isEqualTo("nothing that the Service selects is known to own it");
    }

    @Test
    void aServiceThatIsNoOverlapGetsNoProposalAndAReason() {
        var isolated = analyse(
                Given.manifests().webhookService("lws").deployment("lws").snapshot());
        var missing =
                analyse(Given.manifests().callSite("hooks", "lws", site -> site).snapshot());

        assertThat(isolated.services().getFirst().repair().reason())
                .isEqualTo("the Service is Isolated, which no label can change");
        assertThat(missing.services().getFirst().repair().reason()).isEqualTo("there is no such Service");
    }

    @Test
    void namespacesAreJudgedApart() {
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .deployment("lws")
                .in("other")
                .webhookService("kueue-webhook")
                .deployment("kueue");

        assertThat(analyse(given.snapshot()).services())
                .allSatisfy(verdict -> assertThat(verdict.serviceClass()).isEqualTo(ServiceClass.ISOLATED))
                .extracting(verdict -> verdict.reference().namespace())
                .containsExactly("ns", "other");
    }

    @Test
    void aServiceThatNoCallSiteNamesIsNotJudged() {
        assertThat(analyse(
                        Given.manifests().service("metrics").deployment("lws").snapshot()))
                .isEqualTo(new Analysis(List.of(), List.of()));
    }

    @Test
    void servicesOfTheNamespaceDecideWhichNewLabelIsFree() {
        var given = Given.manifests()
                .webhookService("lws-webhook")
                .service("metrics", draft -> draft.selects("app.kubernetes.io/name", "lws"))
                .deployment("lws")
                .deployment("kueue");

        assertThat(analyse(given.snapshot()).services().getFirst().repair().addLabels())
                .isEqualTo(LabelSet.of("app.kubernetes.io/name", "lws-webhook"));
    }

    private static Given foundingCase() {
        var lws = CertificateAuthority.create("lws");
        var kueue = CertificateAuthority.create("kueue");
        return Given.cluster()
                .service("lws-webhook")
                .callSite("lws", "lws-webhook", site -> site.bundle(lws.bundle()))
                .service("kueue-webhook", draft -> draft.alsoSelects("app.kubernetes.io/name", "kueue"))
                .callSite("kueue", "kueue-webhook", site -> site.bundle(kueue.bundle()))
                .running(
                        "lws",
                        2,
                        draft -> draft.matchLabel("app.kubernetes.io/name", "lws")
                                .matchLabel("app.kubernetes.io/instance", "lws-1"),
                        "lws-webhook")
                .running(
                        "kueue",
                        1,
                        draft -> draft.matchLabel("app.kubernetes.io/name", "kueue"),
                        "lws-webhook",
                        "kueue-webhook")
                .probe("lws-webhook", "lws-0", served(lws, "lws-webhook.ns.svc"), NOW.minusSeconds(5), NOW)
                .probe("lws-webhook", "lws-1", served(lws, "lws-webhook.ns.svc"), NOW.minusSeconds(5), NOW)
                .probe("lws-webhook", "kueue-0", served(kueue, "kueue-webhook.ns.svc"), NOW.minusSeconds(5), NOW)
                .probe("kueue-webhook", "kueue-0", served(kueue, "kueue-webhook.ns.svc"), NOW.minusSeconds(5), NOW);
    }

    private static ProbeOutcome served(CertificateAuthority authority, String name) {
        return new ProbeOutcome.Served(authority.leaf(name).chain());
    }

    private static Analysis analyse(Snapshot snapshot) {
        return IsolationAnalysis.analyse(snapshot, Policy.DEFAULT_LABEL_KEYS, NOW);
    }
}
