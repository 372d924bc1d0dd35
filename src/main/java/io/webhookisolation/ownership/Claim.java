package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Service;
import java.util.List;

/**
 * The question that every piece of evidence answers: does this workload own this webhook Service?
 *
 * @param callSites all that name the Service
 */
record Claim(Service service, List<CallSite> callSites, Unit unit) {

    Claim {
        callSites = List.copyOf(callSites);
    }

    String namespace() {
        return service.key().namespace();
    }

    String serverName() {
        return service.reference().serverName();
    }

    /** {@code Deployment/name}, the subject of most sentences. */
    String who() {
        return unit.key().kindAndName();
    }

    /** Whether no caller looks at the certificate at all. */
    boolean unverified() {
        return !callSites.isEmpty() && callSites.stream().allMatch(CallSite::insecureSkipTlsVerify);
    }
}
