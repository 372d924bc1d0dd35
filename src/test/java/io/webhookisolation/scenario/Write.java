package io.webhookisolation.scenario;

import io.webhookisolation.cluster.proxy.Call;
import java.util.Optional;

/** What the operator writes, told apart by what it asks of the API server; the Lease aside. */
enum Write {
    FINALIZER("finalizer"),
    STATUS("status"),
    EVENT("Event"),
    LABEL("template label"),
    TEMPLATE_RELEASE("template managedFields"),
    NARROW("narrow"),
    RELEASE("Service managedFields"),
    RESTORE("restore"),
    UNLABEL("label taken back"),
    FINALIZER_REMOVAL("finalizer removed");

    private static final String POLICIES = "webhookisolationpolicies.webhook-isolation.io";

    private final String title;

    Write(String title) {
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
    static Optional<Write> of(Call call) {
        return call.isWrite() ? Optional.of(ofWrite(call)) : Optional.empty();
    }

    boolean isMadeBy(Call call) {
        return of(call).filter(this::equals).isPresent();
    }

    private static Write ofWrite(Call call) {
        return switch (call.resource()) {
            case "services" -> ofService(call);
            case "deployments.apps" -> ofDeployment(call);
            case POLICIES -> call.body().contains("webhook-isolation.io/revert") ? FINALIZER : FINALIZER_REMOVAL;
            case POLICIES + "/status" -> STATUS;
            case "events.events.k8s.io" -> EVENT;
            default -> throw new AssertionError("The operator writes what this table does not know: " + call);
        };
    }

    /** Releasing begins with a merge patch that asks for nothing but what there is. */
    private static Write ofService(Call call) {
        if (!isJsonPatch(call)) {
            return call.body().contains("\"selector\"") ? NARROW : RELEASE;
        }
        return call.body().contains("/spec/selector/") ? RESTORE : RELEASE;
    }

    private static Write ofDeployment(Call call) {
        if (!isJsonPatch(call) || !call.body().contains("/spec/template/metadata/labels")) {
            return TEMPLATE_RELEASE;
        }
        return call.body().contains("\"add\"") ? LABEL : UNLABEL;
    }

    private static boolean isJsonPatch(Call call) {
        return call.contentType().contains("json-patch");
    }
}
