package io.webhookisolation.ownership;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.WorkloadVerdict;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Asks for the verdict on one workload and one Service of namespace {@code ns}. */
final class Verdicts {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final CertificateAuthority ROOT = CertificateAuthority.create("root");

    private Verdicts() {}

    static ProbeOutcome served(String... names) {
        return new ProbeOutcome.Served(ROOT.leaf(names).chain());
    }

    static List<String> evidence(Given given, String service, String workload, String code) {
        return verdict(given, service, workload).evidence().stream()
                .filter(item -> item.code().equals(code))
                .map(Evidence::toString)
                .toList();
    }

    static Relation relation(Given given, String service, String workload) {
        return verdict(given, service, workload).relation();
    }

    static Relation proved(Given given, String service, String workload) {
        return verdict(given, service, workload).proved();
    }

    static WorkloadVerdict verdict(Given given, String service, String workload) {
        return all(given, service).stream()
                .filter(each -> each.workload().name().equals(workload))
                .findFirst()
                .orElseThrow();
    }

    static List<WorkloadVerdict> all(Given given, String service) {
        var snapshot = given.snapshot();
        var reference = new ServiceReference("ns", service);
        var callSites = snapshot.callSites().stream()
                .filter(site -> site.names(reference))
                .toList();
        var found = snapshot.services().stream()
                .filter(each -> each.reference().equals(reference))
                .findFirst()
                .orElseThrow();
        return new Ownership(snapshot, NOW).of(found, callSites);
    }

    /** Called with {@link #ROOT} as its bundle, beside Service {@code kueue-webhook}, which is called too. */
    static Given lws(int pods) {
        return lws(pods, draft -> draft);
    }

    static Given lws(int pods, UnaryOperator<WorkloadDraft> options) {
        return Given.cluster()
                .service("lws-webhook")
                .callSite("lws", "lws-webhook", site -> site.bundle(ROOT.bundle()))
                .webhookService("kueue-webhook", draft -> draft.selects("app", "kueue"))
                .running("lws", pods, options, "lws-webhook");
    }
}
