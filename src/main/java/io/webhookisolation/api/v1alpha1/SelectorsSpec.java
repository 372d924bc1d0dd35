package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How selectors are narrowed; a null component means the schema's default.
 *
 * @param minReadyEndpoints owner endpoints that must stay ready, at least 1
 * @param narrowLatent also narrow when the overlap cannot carry traffic yet
 * @param labelKeys order of preference among distinguishing labels
 * @param managedObjects whether a selector is narrowed although its manager will undo that
 * @param workloadLabels whether Pod templates of owners may be labelled first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.labelKeys) || self.labelKeys.all(key, key.matches(" + LabelSyntax.KEY + "))",
        message = "each entry must be a label key, such as app.kubernetes.io/name",
        fieldPath = ".labelKeys")
@ValidationRule(
        value = "!has(self.labelKeys) || self.labelKeys.all(key, self.labelKeys.exists_one(other, other == key))",
        message = "each key must stand there only once, since the list is an order",
        fieldPath = ".labelKeys")
@ValidationRule(
        value =
                "!has(self.labelKeys) || self.labelKeys.all(key, !(key in ['pod-template-hash', 'controller-revision-hash',"
                        + " 'pod-template-generation', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index',"
                        + " 'job-name', 'controller-uid', 'helm.sh/chart', 'helm.sh/revision', 'heritage', 'chart',"
                        + " 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by', 'app.kubernetes.io/created-by',"
                        + " 'rollouts-pod-template-hash', 'istio.io/rev'])"
                        + " && !key.startsWith('batch.kubernetes.io/') && !key.startsWith('topology.')"
                        + " && !key.startsWith('checksum'))",
        message = "a key that changes with a revision, a release, a Pod or a node, such as"
                + " pod-template-hash or app.kubernetes.io/version, is never added to a selector",
        fieldPath = ".labelKeys")
public record SelectorsSpec(
        @JsonPropertyDescription("Audit reports overlaps and suggests the repair. Enforce also narrows a selector,"
                + " when it is proved to be safe; what cannot be proved stays a suggestion.")
        @Default("Audit")
        @Nullable
        Mode mode,

        @JsonPropertyDescription("How many ready endpoints of the owner a Service must still have after narrowing.")
        @Default("1")
        @Min(1)
        @Max(100)
        @Nullable
        Integer minReadyEndpoints,

        @JsonPropertyDescription("Also narrow when the selector matches foreign Pods that cannot receive traffic yet,"
                + " for example because they are scaled to zero or lack the named port.")
        @Default("false")
        @Nullable
        Boolean narrowLatent,

        @JsonPropertyDescription("Label keys in order of preference, for when several would tell the owner's Pods"
                + " from foreign ones. Other keys are used when none of these does.")
        @Default("[\"app.kubernetes.io/name\", \"app.kubernetes.io/instance\", \"app.kubernetes.io/component\"]")
        @Size(max = 16)
        @Nullable
        List<@Size(min = 1, max = 317) String> labelKeys,

        @JsonPropertyDescription(
                "What to do about a Service whose manager would undo a narrowing: Helm 4, kubectl apply"
                        + " --server-side, Flux, OLM, an operator, or Argo CD where it applies server-side. Suggest leaves it to"
                        + " them and only suggests. Enforce narrows nevertheless, knowing that it may not last; where it is"
                        + " undone again and again it stands down.")
        @Default("Suggest")
        @Nullable
        ManagedObjects managedObjects,

        @JsonPropertyDescription(
                "What to do where no label tells the owner's Pods from foreign ones. Never suggests a label for the"
                        + " owner's Pod template. WhenNeeded adds it to the template of a Deployment, which restarts its"
                        + " Pods one after the other, waits until all of them carry it, and narrows then. Revisions from"
                        + " before lack the label: after a rollback to one of them the selector is given back.")
        @Default("Never")
        @Nullable
        WorkloadLabels workloadLabels) {

    /** Report and suggest, or write when it is proved safe. */
    public enum Mode {
        Audit,
        Enforce;

        /** A mode of a later version means {@code Audit}: what is not understood is not acted upon. */
        @JsonCreator
        static Mode of(String word) {
            return word.equals(Enforce.name()) ? Enforce : Audit;
        }
    }

    /** Leave a managed Service to its manager, or narrow it nevertheless. */
    public enum ManagedObjects {
        Suggest,
        Enforce;

        /** A word of a later version means {@code Suggest}: what is not understood is not acted upon. */
        @JsonCreator
        static ManagedObjects of(String word) {
            return word.equals(Enforce.name()) ? Enforce : Suggest;
        }
    }

    /** Leave Pod templates alone, or label them where narrowing needs it. */
    public enum WorkloadLabels {
        Never,
        WhenNeeded;

        /** A word of a later version means {@code Never}: what is not understood is not acted upon. */
        @JsonCreator
        static WorkloadLabels of(String word) {
            return word.equals(WhenNeeded.name()) ? WhenNeeded : Never;
        }
    }
}
