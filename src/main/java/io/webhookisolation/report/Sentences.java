package io.webhookisolation.report;

import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences of conditions and Events: names first, then what it is about. */
final class Sentences {

    private static final int NAMED = 3;
    private static final String ELLIPSIS = "…";

    private Sentences() {}

    /** What was found of one Service. */
    static String finding(ServiceVerdict verdict) {
        var name = verdict.reference().name();
        return switch (verdict.serviceClass()) {
            case SERVICE_NOT_FOUND -> "Service " + name + " does not exist";
            case EXTERNAL -> name + " leads out of the cluster";
            case NO_ENDPOINTS -> name + " has no ready endpoint";
            case NO_OWNER -> "nothing that " + name + " selects serves its name";
            case SILENT_MISROUTE ->
                name + " also reaches " + workloads(verdict.foreign()) + ", and no TLS error will ever show it";
            case EFFECTIVE_OVERLAP -> name + " also reaches " + workloads(verdict.foreign());
            case OWNERSHIP_UNKNOWN ->
                name + " matches " + workloads(verdict.unknown()) + ", which nothing proves to be its owner or foreign";
            case LATENT_OVERLAP ->
                name + " also matches " + workloads(verdict.foreign()) + ", which can receive no traffic yet";
            case PROBE_UNAVAILABLE -> name + " could not be probed; labels and mounts speak for its owner";
            case ISOLATED -> name + " reaches only its owner";
        };
    }

    /** Where one Service's selector stands. */
    static String standing(Standing standing) {
        var name = standing.name();
        var verdict = standing.verdict();
        var add = verdict.repair().addLabels();
        return switch (standing.state()) {
            case APPLIED -> name + " is narrowed to " + standing.selector() + manager(verdict, "; ");
            case ALREADY_NARROW -> name + " needs no narrowing";
            case AUDIT_MODE -> name + " would be narrowed by " + add + " if the mode were Enforce";
            case NO_DISTINGUISHING_LABEL ->
                name + " cannot be narrowed: "
                        + reason(standing, verdict.repair().reason());
            case AWAITING_ROLLOUT ->
                name + " will be narrowed by " + add + " once each Pod of its owner carries it"
                        + (standing.blockedBy().isEmpty() ? "" : ": " + standing.blockedBy());
            case SIMULATION_REJECTED -> name + " is not narrowed: " + reason(standing, "a safety predicate refused");
            case MANAGED_ELSEWHERE -> name + " is not narrowed" + manager(verdict, ": ");
            case SELECTOR_REVERTED ->
                name + " is not narrowed: " + reason(standing, "somebody else took our keys off its selector");
            case ROLLED_BACK ->
                name + " was given back its selector, as the narrowing cost it an owner's endpoint or would have";
            case REVERT_SKIPPED -> name + " keeps our keys: " + reason(standing, "somebody changed its selector since");
        };
    }

    /** Up to three, then a count. */
    static String listed(List<String> sentences) {
        var rest = sentences.size() - NAMED;
        return sentences.stream().limit(NAMED).collect(Collectors.joining("; "))
                + (rest > 0 ? "; and " + rest + " more" : "");
    }

    static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** At most {@code bytes} of UTF-8, which is how the API server measures. */
    static String shortened(String text, int bytes) {
        if (size(text) <= bytes) {
            return text;
        }
        var end = Math.min(text.length(), bytes);
        while (size(text.substring(0, end) + ELLIPSIS) > bytes) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String reason(Standing standing, String otherwise) {
        return standing.blockedBy().isEmpty() ? otherwise : standing.blockedBy();
    }

    /** Who manages the selector, and what he does with a key that is added; empty if nobody known does. */
    private static String manager(ServiceVerdict verdict, String before) {
        return verdict.service()
                .map(Service::manager)
                .filter(manager -> manager.kind() != ManagerKind.NONE)
                .map(manager -> before + manager.foretold())
                .orElse("");
    }

    private static String workloads(List<WorkloadVerdict> workloads) {
        return workloads.isEmpty()
                ? "nobody"
                : listed(workloads.stream()
                                .map(workload -> workload.workload().kindAndName())
                                .toList())
                        .replace("; ", ", ");
    }
}
