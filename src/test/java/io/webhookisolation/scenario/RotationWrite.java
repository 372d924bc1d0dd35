package io.webhookisolation.scenario;

import io.webhookisolation.cluster.proxy.Call;
import java.util.Optional;

/** What the operator writes while it rotates, told apart by where to; a write that another of the same kind follows leaves no trace of it. */
enum RotationWrite {
    AUTHORITIES("CA Secret"),
    SERVING("serving Secret"),
    VALIDATING("validating"),
    MUTATING("mutating"),
    DEFINITION("CustomResourceDefinition"),
    API_SERVICE("APIService"),
    RESTART("Deployment"),
    STATUS("status"),
    EVENT("Event");

    private static final String OF_AUTHORITIES = "webhook-ca-";

    private final String title;

    RotationWrite(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * Empty for what is no write.
     *
     * @throws AssertionError if nobody thought of it
     */
    static Optional<RotationWrite> of(Call call) {
        return call.isWrite() ? Optional.of(ofWrite(call)) : Optional.empty();
    }

    private static RotationWrite ofWrite(Call call) {
        return switch (call.resource()) {
            case "secrets" -> isOfAuthorities(call) ? AUTHORITIES : SERVING;
            case "validatingwebhookconfigurations.admissionregistration.k8s.io" -> VALIDATING;
            case "mutatingwebhookconfigurations.admissionregistration.k8s.io" -> MUTATING;
            case "customresourcedefinitions.apiextensions.k8s.io" -> DEFINITION;
            case "apiservices.apiregistration.k8s.io" -> API_SERVICE;
            case "deployments.apps" -> RESTART;
            case "webhookisolationpolicies.webhook-isolation.io/status" -> STATUS;
            case "events.events.k8s.io" -> EVENT;
            default -> throw new AssertionError("The operator writes what this table does not know: " + call);
        };
    }

    /** A creation names its object in the body only. */
    private static boolean isOfAuthorities(Call call) {
        return call.name().startsWith(OF_AUTHORITIES)
                || (call.verb().equals("create") && call.body().contains('"' + OF_AUTHORITIES));
    }
}
