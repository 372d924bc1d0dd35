package io.webhookisolation.probe;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;

/** Targets and results for the tests of this package. */
final class Probes {

    static final String NAMESPACE = "operators";
    static final ServiceReference SERVICE = new ServiceReference(NAMESPACE, "lws-webhook");
    static final ProbeOutcome OWN = served("lws-webhook.operators.svc");
    static final ProbeOutcome OTHER = served("kueue-webhook.operators.svc");
    static final ProbeOutcome REFUSED = new ProbeOutcome.Refused();

    private Probes() {}

    static ProbeTarget target(int n) {
        return new ProbeTarget(SERVICE, "uid-" + n, "pod-" + n, "10.0.0." + n, 9443);
    }

    /** What the first target showed so many milliseconds after the start. */
    static ProbeResult result(long millis, ProbeOutcome outcome) {
        return new ProbeResult(target(1), SimulatedTime.START.plusMillis(millis), Duration.ZERO, outcome);
    }

    static ProbeOutcome served(String name) {
        return new ProbeOutcome.Served(
                CertificateAuthority.create("ca").leaf(name).chain());
    }
}
