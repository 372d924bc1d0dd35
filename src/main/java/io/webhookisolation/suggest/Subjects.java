package io.webhookisolation.suggest;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says of one Service what is to become of it, and on what evidence. */
final class Subjects {

    private static final int SHOWN = 3;

    private static final Comparator<Evidence> STRONGEST_FIRST = Comparator.<Evidence>comparingInt(
                    evidence -> -Math.abs(evidence.weight()))
            .thenComparing(Evidence::code)
            .thenComparing(Evidence::sentence);

    private Subjects() {}

    static Suggestion.Subject of(ServiceVerdict verdict, Service service) {
        return new Suggestion.Subject(
                verdict.reference(), service.key().source(), change(verdict, service), evidence(verdict));
    }

    private static String change(ServiceVerdict verdict, Service service) {
        var repair = verdict.repair();
        var selector = repair.kind() == RepairKind.SEPARATE_NAMESPACES
                ? ""
                : "its selector " + service.selector() + " gains " + repair.addLabels() + ": ";
        return verdict.serviceClass().reason() + "; " + selector + repair.reason();
    }

    private static List<String> evidence(ServiceVerdict verdict) {
        var lines = new ArrayList<String>();
        verdict.owners().forEach(owner -> lines.add(line(owner, "owns it")));
        verdict.foreign().stream().limit(SHOWN).forEach(foreign -> lines.add(line(foreign, "is foreign")));
        if (verdict.foreign().size() > SHOWN) {
            lines.add((verdict.foreign().size() - SHOWN) + " more are foreign");
        }
        return lines;
    }

    private static String line(WorkloadVerdict workload, String relation) {
        var strongest = workload.evidence().stream()
                .filter(evidence -> evidence.weight() != 0)
                .min(STRONGEST_FIRST)
                .map(evidence -> " (" + evidence + ")")
                .orElse("");
        return workload.workload().kindAndName() + " " + relation + strongest;
    }
}
