package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Found.NOW;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.TrustBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A Service on a cluster whose one workload serves what a test says. */
final class Serving {

    static final String NAME = "lws-webhook.ns.svc";
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant FAR_AWAY = Instant.parse("2045-01-01T00:00:00Z");
    static final Duration SECOND = Duration.ofSeconds(1);
    static final CertificateAuthority ROOT = CertificateAuthority.create("root");
    static final CertificateAuthority STRANGER = CertificateAuthority.create("stranger");

    private Serving() {}

    static Given serving(ProbeOutcome... served) {
        return trusting(ROOT.bundle(), served);
    }

    static Given trusting(TrustBundle bundle, ProbeOutcome... served) {
        return calledBy(site -> site.bundle(bundle), served);
    }

    /** One Pod for each answer, all of the one workload that is named after the Service. */
    static Given calledBy(UnaryOperator<CallSiteDraft> caller, ProbeOutcome... served) {
        var given = Given.cluster()
                .service("lws-webhook", draft -> draft.label("app.kubernetes.io/name", "lws"))
                .callSite("hooks", "lws-webhook", caller)
                .running(
                        "lws",
                        Math.max(1, served.length),
                        draft -> draft.label("app.kubernetes.io/name", "lws"),
                        "lws-webhook");
        var pods = Arrays.asList(served).iterator();
        for (var index = 0; pods.hasNext(); index++) {
            given.probe("lws-webhook", "lws-" + index, pods.next(), NOW);
        }
        return given;
    }

    static ProbeOutcome leaf(Instant from, Instant until) {
        return served(ROOT, from, until, NAME);
    }

    static ProbeOutcome served(CertificateAuthority by, Instant from, Instant until, String name) {
        return new ProbeOutcome.Served(
                by.leaf(name, draft -> draft.names(name).valid(from, until)).chain());
    }

    static CertificateAuthority authority(String name, Instant from, Instant until) {
        return CertificateAuthority.create(name, draft -> draft.valid(from, until));
    }
}
