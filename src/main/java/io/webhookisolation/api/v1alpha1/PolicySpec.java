package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks for; a null component means the schema's default.
 *
 * @param serviceSelector which webhook Services of this namespace; null or empty: all
 * @param onDelete what becomes of our selector keys when the policy goes; certificates stay (docs/adr/0026)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.serviceSelector) || !has(self.serviceSelector.matchLabels) || self.serviceSelector.matchLabels.all(key, key.matches("
                        + LabelSyntax.KEY + ") && self.serviceSelector.matchLabels[key].matches(" + LabelSyntax.VALUE
                        + "))",
        message = "each entry must be a label, such as" + " app.kubernetes.io/part-of: lws",
        fieldPath = ".serviceSelector.matchLabels")
@ValidationRule(
        value = "!has(self.serviceSelector) || !has(self.serviceSelector.matchExpressions)"
                + " || self.serviceSelector.matchExpressions.all(e, e.key.matches(" + LabelSyntax.KEY + "))",
        message = "each key must be a label key, such as" + " app.kubernetes.io/part-of",
        fieldPath = ".serviceSelector.matchExpressions")
@ValidationRule(
        value = "!has(self.serviceSelector) || !has(self.serviceSelector.matchExpressions)"
                + " || self.serviceSelector.matchExpressions.all(e, (e.operator in ['In', 'NotIn'])"
                + " == (has(e.values) && size(e.values) > 0))",
        message = "operators In and NotIn need values," + " Exists and DoesNotExist must have none",
        fieldPath = ".serviceSelector.matchExpressions")
@ValidationRule(
        value = "!has(self.serviceSelector) || !has(self.serviceSelector.matchExpressions)"
                + " || self.serviceSelector.matchExpressions.all(e, !has(e.values) || e.values.all(value, value.matches("
                + LabelSyntax.VALUE + ")))",
        message = "each of values must be a label value: at most 63 letters," + " digits, '-', '_' or '.'",
        fieldPath = ".serviceSelector.matchExpressions")
public record PolicySpec(
        @JsonPropertyDescription("Which webhook Services of the policy's namespace it is about, by their labels."
                + " Empty selects all of them, which is also the default. A webhook Service is one that a webhook"
                + " configuration, a CRD conversion or an APIService names; other Services are never touched.")
        @Default("{}")
        @Nullable
        LabelSelector serviceSelector,

        @JsonPropertyDescription("How the selectors of these Services are narrowed.") @Default("{}") @Nullable
        SelectorsSpec selectors,

        @JsonPropertyDescription("How the certificates of these Services are issued and rotated.")
        @Default("{}")
        @Nullable
        CertificatesSpec certificates,

        @JsonPropertyDescription("What becomes of the selector keys that this operator added when the policy is"
                + " deleted. Retain leaves them, so the Services stay isolated. Revert removes those that nobody"
                + " changed since; foreign Pods may then receive admission calls again."
                + " Certificates and trust bundles stay as they are either way, and nobody renews them.")
        @Default("Retain")
        @Nullable
        OnDelete onDelete,

        @JsonPropertyDescription("Pause: no selector is narrowed and no rotation begins until this is false again."
                + " Reports go on, what is already narrowed stays so and stays guarded, and certificates are renewed.")
        @Default("false")
        @Nullable
        Boolean suspend) {

    /** One that says nothing about certificates. */
    public PolicySpec(
            @Nullable LabelSelector serviceSelector,
            @Nullable SelectorsSpec selectors,
            @Nullable OnDelete onDelete,
            @Nullable Boolean suspend) {
        this(serviceSelector, selectors, null, onDelete, suspend);
    }

    /** What becomes of the selector keys we added when the policy is deleted. */
    public enum OnDelete {
        Retain,
        Revert;

        /** A word of a later version means {@code Retain}: what is not understood is not acted upon. */
        @JsonCreator
        static OnDelete of(String word) {
            return word.equals(Revert.name()) ? Revert : Retain;
        }
    }
}
