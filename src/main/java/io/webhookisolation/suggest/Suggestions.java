package io.webhookisolation.suggest;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says each repair of an analysis in the form that lasts under the manager of the Service; of files as a diff wherever
 * that is possible.
 */
public final class Suggestions {

    private final Snapshot snapshot;
    private final FileDiffs diffs;
    private final Map<ObjectKey, LabelSet> claimed = new HashMap<>();
    private final Map<Group, List<Case>> groups = new LinkedHashMap<>();

    private Suggestions(Snapshot snapshot, Manifests manifests) {
        this.snapshot = snapshot;
        diffs = new FileDiffs(manifests);
    }

    /** Services that one suggestion is for. {@code key} is what they must have in common. */
    private record Group(Form form, String namespace, SelectorManager manager, String key) {}

    /** @param waits its templates get another label first, for another Service */
    private record Case(ServiceVerdict verdict, Service service, Work work, boolean waits) {}

    /**
     * Makes them, in the order of their first Services.
     *
     * @param snapshot what was analysed
     * @param manifests the files that it was read from
     */
    public static List<Suggestion> of(Snapshot snapshot, Analysis analysis, Manifests manifests) {
        var suggestions = new Suggestions(snapshot, manifests);
        analysis.services().forEach(suggestions::add);
        return suggestions.groups.entrySet().stream()
                .map(group -> suggestions.suggestion(group.getKey(), group.getValue()))
                .toList();
    }

    private void add(ServiceVerdict verdict) {
        if (verdict.repair().kind() == RepairKind.NONE) {
            return;
        }
        verdict.service().filter(service -> service.ignored().isEmpty()).ifPresent(service -> {
            var work = Work.of(verdict, service, templates(verdict));
            var waits = !claim(work.templates());
            var form = waits ? Form.NOTE : form(verdict, service, work);
            var group = new Group(form, work.namespace(), service.manager(), key(form, service, work));
            groups.computeIfAbsent(group, _ -> new ArrayList<>())
                    .add(new Case(verdict, service, work.named(name(form, service, work)), waits));
        });
    }

    /**
     * A template gets one label at a time: with that one another Service may need none any more, and two values of one key
     * would take the first from the Service that asks for it.
     */
    private boolean claim(List<LabelChange> changes) {
        var free = changes.stream()
                .allMatch(change ->
                        claimed.getOrDefault(change.object(), change.added()).equals(change.added()));
        if (free) {
            changes.forEach(change -> claimed.put(change.object(), change.added()));
        }
        return free;
    }

    private Form form(ServiceVerdict verdict, Service service, Work work) {
        if (verdict.repair().kind() == RepairKind.SEPARATE_NAMESPACES
                || !work.all().stream().allMatch(LabelChange::hasValidLabels)) {
            return Form.NOTE;
        }
        var inFiles = !service.key().source().isCluster();
        if (inFiles && diffs.canSay(work)) {
            return Form.DIFF;
        }
        if (!work.all().stream().allMatch(LabelChange::hasValidName)) {
            return Form.NOTE;
        }
        if (inFiles) {
            return service.provenance().chart().isPresent() ? Form.HELM_POST_RENDERER : Form.KUSTOMIZE_COMPONENT;
        }
        return Form.under(service.manager().kind());
    }

    /** Services whose templates need the same labels go together: these can be added only once. */
    private static String key(Form form, Service service, Work work) {
        if (form.isShared()) {
            return installation(form, service).orElse("");
        }
        return work.templates().isEmpty()
                ? service.key().name() + " " + service.key().source()
                : work.templates().toString();
    }

    private static Optional<String> installation(Form form, Service service) {
        return switch (form) {
            case FLUX_KUSTOMIZATION -> FluxObject.kustomization(service).known();
            case FLUX_HELM_RELEASE -> FluxObject.helmRelease(service).known();
            case CLUSTER_SERVICE_VERSION -> service.provenance().olmOwner();
            case HELM_POST_RENDERER -> release(service).filter(Syntax::isName);
            default -> Optional.empty();
        };
    }

    private static Optional<String> release(Service service) {
        var provenance = service.provenance();
        return provenance
                .helmRelease()
                .map(release -> release.substring(release.indexOf('/') + 1))
                .or(() -> provenance.chart().map(chart -> chart.split("/", 2)[0]));
    }

    private static String name(Form form, Service service, Work work) {
        return installation(form, service).filter(Syntax::isName).orElse(work.name());
    }

    private List<LabelChange> templates(ServiceVerdict verdict) {
        var wanted = verdict.repair().templateLabels();
        return verdict.owners().stream()
                .map(WorkloadVerdict::workload)
                .filter(owner -> wanted.containsKey(owner.kindAndName()))
                .map(owner -> LabelChange.ofTemplate(
                        owner,
                        workload(owner).map(found -> found.template().labels()).orElse(LabelSet.EMPTY),
                        wanted.getOrDefault(owner.kindAndName(), LabelSet.EMPTY)))
                .toList();
    }

    private Optional<Workload> workload(ObjectKey key) {
        return snapshot.workloads().stream()
                .filter(workload -> workload.key().equals(key))
                .findFirst();
    }

    private Suggestion suggestion(Group group, List<Case> cases) {
        var work = cases.stream().map(Case::work).reduce(Work::and).orElseThrow();
        var needs = cases.stream()
                .flatMap(each ->
                        new Needs(snapshot, each.verdict(), each.service(), each.work()).of(group.form()).stream())
                .distinct()
                .toList();
        return new Suggestion(
                group.form(),
                group.manager(),
                cases.stream()
                        .map(each -> Subjects.of(each.verdict(), each.service()))
                        .toList(),
                needs,
                parts(group, cases, work));
    }

    private List<Part> parts(Group group, List<Case> cases, Work work) {
        var service = work.services().getFirst();
        return switch (group.form()) {
            case DIFF -> diffs.parts(work);
            case JSON_PATCH -> List.of(Kubectl.jsonPatch(work));
            case STRATEGIC_MERGE -> List.of(Kubectl.strategicMerge(work));
            case KUSTOMIZE_COMPONENT -> Kustomize.component(work);
            case HELM_POST_RENDERER -> PostRenderer.parts(work);
            case ARGO_CD -> ArgoCd.parts(work);
            case FLUX_KUSTOMIZATION -> Kustomize.fluxKustomization(work, FluxObject.kustomization(service));
            case FLUX_HELM_RELEASE -> Kustomize.fluxHelmRelease(work, FluxObject.helmRelease(service));
            case CLUSTER_SERVICE_VERSION ->
                Bundle.parts(service.provenance().olmOwner().orElse(""), ownersLabels(cases));
            case NOTE -> List.of(note(cases.getFirst(), work));
        };
    }

    private static SortedMap<ObjectKey, LabelSet> ownersLabels(List<Case> cases) {
        var labels = new TreeMap<ObjectKey, LabelSet>();
        cases.forEach(each -> each.verdict()
                .owners()
                .forEach(owner ->
                        labels.merge(owner.workload(), each.verdict().repair().addLabels(), LabelSet::plus)));
        return labels;
    }

    private static Part note(Case only, Work work) {
        if (only.verdict().repair().kind() == RepairKind.SEPARATE_NAMESPACES) {
            return new Part.Note("install the components in namespaces of their own", "");
        }
        if (only.waits()) {
            return new Part.Note(
                    "its Pods' template gets another label for another Service, see above: follow that, then run audit again",
                    "");
        }
        if (!work.all().stream().allMatch(change -> change.hasValidLabels() && change.hasValidName())) {
            return new Part.Note("correct the names and labels first: the API server refuses them as they are", "");
        }
        return new Part.Note(
                "nothing that is changed here lasts: "
                        + only.service().manager().name()
                        + " has the selector written by its operator. Look for a setting of that, or ask its publisher for"
                        + " the labels in the selector that it writes",
                "");
    }
}
