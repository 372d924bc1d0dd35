package io.webhookisolation.report;

import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceVerdict;
import java.util.Comparator;
import java.util.List;

/** Folds the classes of many Services into condition Isolated: the worst wins, then the name (docs/concepts.md). */
final class IsolatedFold {

    /** Worst first. A Service that does not exist, or leads out, has no endpoint of ours either. */
    private static final List<ServiceClass> WORST_FIRST = List.of(
            ServiceClass.SILENT_MISROUTE,
            ServiceClass.EFFECTIVE_OVERLAP,
            ServiceClass.NO_OWNER,
            ServiceClass.LATENT_OVERLAP,
            ServiceClass.OWNERSHIP_UNKNOWN,
            ServiceClass.PROBE_UNAVAILABLE,
            ServiceClass.NO_ENDPOINTS,
            ServiceClass.SERVICE_NOT_FOUND,
            ServiceClass.EXTERNAL,
            ServiceClass.ISOLATED);

    static final Comparator<ServiceVerdict> ORDER = Comparator.<ServiceVerdict>comparingInt(
                    verdict -> WORST_FIRST.indexOf(verdict.serviceClass()))
            .thenComparing(verdict -> verdict.reference().name());

    private IsolatedFold() {}

    static Verdict fold(List<ServicePlan> services) {
        var open = services.stream()
                .map(ServicePlan::verdict)
                .filter(verdict -> verdict.serviceClass() != ServiceClass.ISOLATED)
                .sorted(ORDER)
                .toList();
        if (open.isEmpty()) {
            return new Verdict(Truth.TRUE, ServiceClass.ISOLATED.reason(), isolated(services.size()));
        }
        var worst = open.getFirst().serviceClass();
        return new Verdict(
                truth(worst),
                reason(worst),
                open.size() + " of " + Sentences.counted(services.size(), "webhook Service") + ": "
                        + Sentences.listed(open.stream().map(Sentences::finding).toList()));
    }

    private static String isolated(int services) {
        return services == 0
                ? "No webhook Service is in scope"
                : Sentences.counted(services, "webhook Service") + ", each reaching only its owner";
    }

    private static Truth truth(ServiceClass worst) {
        return switch (worst) {
            case ISOLATED -> Truth.TRUE;
            case SILENT_MISROUTE, EFFECTIVE_OVERLAP, LATENT_OVERLAP, NO_OWNER -> Truth.FALSE;
            case OWNERSHIP_UNKNOWN, PROBE_UNAVAILABLE, NO_ENDPOINTS, SERVICE_NOT_FOUND, EXTERNAL -> Truth.UNKNOWN;
        };
    }

    private static String reason(ServiceClass worst) {
        return switch (worst) {
            case SERVICE_NOT_FOUND, EXTERNAL -> ServiceClass.NO_ENDPOINTS.reason();
            default -> worst.reason();
        };
    }
}
