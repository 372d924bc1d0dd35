package io.webhookisolation.suggest;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import java.util.List;
import java.util.Optional;

/**
 * A suggestion for a live Service in the little room that a status has: the command itself where one is enough, else what
 * to change where, and how to print it. At most {@value #LONGEST} characters.
 */
public final class BriefSuggestion {

    public static final int LONGEST = 2000;

    private BriefSuggestion() {}

    /** Empty if there is nothing to suggest, or nothing that the API server would take. */
    public static Optional<String> of(ServiceVerdict verdict) {
        return verdict.service()
                .filter(service -> verdict.repair().kind() != RepairKind.NONE)
                .filter(service -> LabelChange.ofSelector(
                                service, verdict.repair().addLabels())
                        .hasValidLabels())
                .map(service -> text(service, verdict.repair()))
                .filter(text -> text.length() <= LONGEST);
    }

    private static String text(Service service, Repair repair) {
        return switch (repair.kind()) {
            case NARROW_SELECTOR -> narrow(service, repair.addLabels());
            case LABEL_THEN_NARROW ->
                "label the Pod templates of "
                        + String.join(", ", repair.templateLabels().keySet()) + " with " + repair.addLabels()
                        + ", roll out, then narrow the selector; to print it: " + audit(service);
            case SEPARATE_NAMESPACES, NONE -> repair.reason();
        };
    }

    private static String narrow(Service service, LabelSet labels) {
        var form = Form.under(service.manager().kind());
        return switch (form) {
            case JSON_PATCH -> Kubectl.jsonPatch(work(service, labels)).line().replace("\n", "");
            case STRATEGIC_MERGE ->
                Kubectl.strategicMerge(work(service, labels)).line();
            default ->
                "add " + labels + " to the selector by " + form.title() + where(form, service) + "; to print it: "
                        + audit(service);
        };
    }

    private static String where(Form form, Service service) {
        return switch (form) {
            case FLUX_KUSTOMIZATION -> ", in " + FluxObject.kustomization(service);
            case FLUX_HELM_RELEASE -> ", in " + FluxObject.helmRelease(service);
            case HELM_POST_RENDERER ->
                service.provenance()
                        .helmRelease()
                        .map(release -> ", for release " + release)
                        .orElse("");
            case CLUSTER_SERVICE_VERSION ->
                service.provenance().olmOwner().map(owner -> " " + owner).orElse("");
            case NOTE -> ": " + service.manager().name();
            default -> "";
        };
    }

    private static Work work(Service service, LabelSet labels) {
        return new Work(
                service.key().namespace(),
                service.key().name(),
                List.of(service),
                List.of(),
                List.of(LabelChange.ofSelector(service, labels)));
    }

    private static String audit(Service service) {
        return "webhook-isolation audit -n " + service.key().namespace() + " -o patch";
    }
}
