package io.webhookisolation.isolation;

import static io.webhookisolation.model.ServiceClass.EFFECTIVE_OVERLAP;
import static io.webhookisolation.model.ServiceClass.EXTERNAL;
import static io.webhookisolation.model.ServiceClass.ISOLATED;
import static io.webhookisolation.model.ServiceClass.LATENT_OVERLAP;
import static io.webhookisolation.model.ServiceClass.NO_ENDPOINTS;
import static io.webhookisolation.model.ServiceClass.NO_OWNER;
import static io.webhookisolation.model.ServiceClass.OWNERSHIP_UNKNOWN;
import static io.webhookisolation.model.ServiceClass.PROBE_UNAVAILABLE;
import static io.webhookisolation.model.ServiceClass.SERVICE_NOT_FOUND;
import static io.webhookisolation.model.ServiceClass.SILENT_MISROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ServiceClass;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The class of a Service on a cluster; that of manifests is shown by the case folders. */
class ClassificationTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final CertificateAuthority ROOT = CertificateAuthority.create("root");
    private static final ProbeOutcome OURS = served("lws.ns.svc");
    private static final ProbeOutcome THEIRS = served("kueue.ns.svc");

    @Test
    void aServiceThatIsNotThereIsNotFound() {
        assertThat(classOf(Given.cluster().callSite("lws", "lws", site -> site)))
                .isEqualTo(SERVICE_NOT_FOUND);
    }

    @Test
    void anExternalNameOrAMissingSelectorIsExternal() {
        assertThat(classOf(Given.cluster().webhookService("lws", draft -> draft.externalName("example.io"))))
                .isEqualTo(EXTERNAL);
        assertThat(classOf(Given.cluster().webhookService("lws", draft -> draft.selectsNothing())))
                .isEqualTo(EXTERNAL);
    }

    @Test
    void withoutAReadyEndpointThereAreNoEndpoints() {
        assertThat(classOf(Given.cluster().webhookService("lws").running("lws", 1, draft -> draft)))
                .isEqualTo(NO_ENDPOINTS);
    }

    @Test
    void allEndpointsServeTheName() {
        var given = Given.cluster()
                .webhookService("lws")
                .running("lws", 1, draft -> draft, "lws")
                .probe("lws", "lws-0", OURS, NOW);

        assertThat(classOf(given)).isEqualTo(ISOLATED);
    }

    @Test
    void someServeAnotherName() {
        assertThat(classOf(mixed().probe("lws", "lws-0", OURS, NOW).probe("lws", "kueue-0", THEIRS, NOW)))
                .isEqualTo(EFFECTIVE_OVERLAP);
    }

    @Test
    void someRefuse() {
        assertThat(classOf(mixed().probe("lws", "lws-0", OURS, NOW)
                        .probe("lws", "kueue-0", new ProbeOutcome.Refused(), NOW)))
                .isEqualTo(EFFECTIVE_OVERLAP);
    }

    @Test
    void anOverlapBehindACallerThatSkipsVerificationIsSilent() {
        var given = mixed().callSite("api", "lws", site -> site.insecure())
                .probe("lws", "lws-0", OURS, NOW)
                .probe("lws", "kueue-0", THEIRS, NOW);

        assertThat(classOf(given)).isEqualTo(SILENT_MISROUTE);
    }

    @Test
    void aForeignWorkloadWithoutAReadyEndpointIsALatentOverlap() {
        var given = Given.cluster()
                .webhookService("lws")
                .running("lws", 1, draft -> draft, "lws")
                .running("kueue", 0, draft -> draft)
                .probe("lws", "lws-0", OURS, NOW);

        assertThat(classOf(given)).isEqualTo(LATENT_OVERLAP);
    }

    @Test
    void aWorkloadThatNothingClaimsOrExcludesLeavesOwnershipUnknown() {
        var given = Given.cluster()
                .webhookService("gate")
                .running("one", 1, draft -> draft, "gate")
                .running("two", 1, draft -> draft, "gate")
                .probe("gate", "one-0", served("gate.ns.svc"), NOW);

        assertThat(classOf(given, "gate")).isEqualTo(OWNERSHIP_UNKNOWN);
    }

    @Test
    void ifEveryEndpointServesSomethingElseNobodyOwnsIt() {
        var given = Given.cluster()
                .webhookService("lws")
                .webhookService("kueue", draft -> draft.selects("app", "kueue"))
                .running("former", 1, draft -> draft, "lws");

        assertThat(classOf(given.probe("lws", "former-0", served("former.ns.svc"), NOW)))
                .isEqualTo(NO_OWNER);
    }

    @Test
    void ifEveryEndpointServesAnotherServiceNobodyOwnsIt() {
        assertThat(classOf(mixed().probe("lws", "lws-0", THEIRS, NOW).probe("lws", "kueue-0", THEIRS, NOW)))
                .isEqualTo(NO_OWNER);
    }

    @Test
    void ifSomeEndpointWasNotAskedItMayBeTheOwner() {
        assertThat(classOf(mixed().probe("lws", "kueue-0", THEIRS, NOW))).isNotEqualTo(NO_OWNER);
    }

    @Test
    void whoMountsTheSecretOwnsItWhateverItServes() {
        var given = Given.cluster()
                .webhookService("lws")
                .running("lws", 1, draft -> draft.mounts("cert"), "lws")
                .certificate("lws", "cert", "lws.ns.svc")
                .probe("lws", "lws-0", served("former.ns.svc"), NOW);

        assertThat(classOf(given)).isEqualTo(ISOLATED);
    }

    @Test
    void podsOfOneWorkloadThatDisagreeLeaveOwnershipUnknown() {
        var given = Given.cluster()
                .webhookService("lws")
                .webhookService("kueue", draft -> draft.selects("app", "kueue"))
                .running("lws", 2, draft -> draft, "lws")
                .probe("lws", "lws-0", OURS, NOW)
                .probe("lws", "lws-1", THEIRS, NOW);

        assertThat(classOf(given)).isEqualTo(OWNERSHIP_UNKNOWN);
    }

    @Test
    void anApiServiceThatNobodyVerifiesHasAnOwnerWhateverItServes() {
        var given = Given.cluster()
                .service("metrics")
                .callSite("api", "metrics", site -> site.insecure())
                .running("metrics-server", 1, draft -> draft, "metrics")
                .probe("metrics", "metrics-server-0", served("localhost"), NOW);

        assertThat(classOf(given, "metrics")).isEqualTo(ISOLATED);
    }

    @Test
    void unverifiedWorkloadsThatServeUnrelatedNamesMayEachBeTheOwner() {
        var given = Given.cluster()
                .service("metrics")
                .callSite("api", "metrics", site -> site.insecure())
                .running("one", 1, draft -> draft, "metrics")
                .running("two", 1, draft -> draft, "metrics")
                .probe("metrics", "one-0", served("localhost"), NOW)
                .probe("metrics", "two-0", served("localhost"), NOW);

        assertThat(classOf(given, "metrics")).isEqualTo(OWNERSHIP_UNKNOWN);
    }

    @Test
    void ifEveryEndpointOfAnUnverifiedServiceServesAnotherNobodyOwnsIt() {
        var given = Given.cluster()
                .webhookService("kueue", draft -> draft.selects("app", "kueue"))
                .service("metrics")
                .callSite("api", "metrics", site -> site.insecure())
                .running("kueue", 1, draft -> draft, "metrics")
                .probe("metrics", "kueue-0", THEIRS, NOW);

        assertThat(classOf(given, "metrics")).isEqualTo(NO_OWNER);
    }

    @Test
    void withoutAnyAnswerTheVerdictRestsOnLabels() {
        var given = Given.cluster()
                .webhookService("lws")
                .running("lws", 1, draft -> draft, "lws")
                .probe("lws", "lws-0", new ProbeOutcome.TimedOut(), NOW);

        assertThat(classOf(given)).isEqualTo(PROBE_UNAVAILABLE);
    }

    @Test
    void oneAnswerOfSeveralOwnersIsAProbe() {
        var given = Given.cluster()
                .webhookService("lws")
                .running("lws", 2, draft -> draft, "lws")
                .probe("lws", "lws-1", OURS, NOW);

        assertThat(classOf(given)).isEqualTo(ISOLATED);
    }

    @Test
    void withoutAnyAnswerLabelsMayStillShowAnOverlapButNeverThatNobodyOwnsIt() {
        assertThat(classOf(mixed())).isEqualTo(EFFECTIVE_OVERLAP);
        assertThat(classOf(Given.cluster()
                        .webhookService("lws")
                        .webhookService("kueue", draft -> draft.selects("app", "kueue"))
                        .running("kueue", 1, draft -> draft.mounts("cert"), "lws")
                        .certificate("kueue", "cert", "kueue.ns.svc")))
                .isEqualTo(EFFECTIVE_OVERLAP);
    }

    private static Given mixed() {
        return Given.cluster()
                .webhookService("lws")
                .webhookService("kueue", draft -> draft.selects("app", "kueue"))
                .running("lws", 1, draft -> draft, "lws")
                .running("kueue", 1, draft -> draft, "lws");
    }

    private static ProbeOutcome served(String... names) {
        return new ProbeOutcome.Served(ROOT.leaf(names).chain());
    }

    private static ServiceClass classOf(Given given) {
        return classOf(given, "lws");
    }

    private static ServiceClass classOf(Given given, String service) {
        return IsolationAnalysis.analyse(given.snapshot(), Policy.DEFAULT_LABEL_KEYS, NOW).services().stream()
                .filter(verdict -> verdict.reference().name().equals(service))
                .findFirst()
                .orElseThrow()
                .serviceClass();
    }
}
