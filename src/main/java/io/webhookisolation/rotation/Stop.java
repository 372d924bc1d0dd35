package io.webhookisolation.rotation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.Obstacle;
import io.webhookisolation.trust.TrustRefusal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a bundle is not written, as a phase and as a sentence that names the call site and the way out. */
record Stop(RotationPhase phase, String sentence) {

    static Stop of(Publication.Withheld withheld, Set<CallSite> contested) {
        var site = withheld.caller().site();
        if (contested.contains(site)) {
            return new Stop(RotationPhase.CONTESTED, "somebody else undoes what we write to " + site);
        }
        if (withheld.refusals().isEmpty()) {
            return new Stop(RotationPhase.CONSENT_MISSING, consentMissing(withheld.caller()));
        }
        var obstacles = withheld.refusals().stream()
                .map(TrustRefusal::obstacle)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Obstacle.class)));
        return new Stop(
                phase(obstacles),
                withheld.refusals().stream().map(TrustRefusal::sentence).collect(Collectors.joining("; ")));
    }

    /** What passes by itself is no stop. */
    private static RotationPhase phase(Set<Obstacle> obstacles) {
        if (obstacles.contains(Obstacle.SYSTEM_ROOTS_MAY_VERIFY)) {
            return RotationPhase.CONSENT_MISSING;
        }
        return obstacles.contains(Obstacle.NO_PODS) || obstacles.contains(Obstacle.POD_NOT_SEEN)
                ? RotationPhase.PROBE_UNAVAILABLE
                : RotationPhase.COMPLETE;
    }

    private static String consentMissing(Caller caller) {
        var ignored = caller.site().ignored();
        return !ignored.isEmpty()
                ? caller.site() + " is annotated to be ignored (" + ignored + "), so its bundle is not written"
                : caller.site() + " trusts nothing that its owner serves; annotate it with " + Consent.ANNOTATION
                        + " to let this policy write its bundle";
    }
}
